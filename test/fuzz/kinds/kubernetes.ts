import type { FuzzKind } from "../fuzz-kind.ts";
import { mutatedContexts } from "../mutate.ts";
import { seedsWith } from "../seeds.ts";
import { yamlTokens } from "../yaml-tokens.ts";

const keys =
  "apiVersion,kind,metadata,name,spec,template,containers,initContainers,image,command,args,env,value,valueFrom," +
  "envFrom,configMapRef,volumes,volumeMounts,mountPath,subPath,configMap,items,key,path,defaultMode,data,lifecycle," +
  "preStop,exec,terminationGracePeriodSeconds,shareProcessNamespace,workingDir,jobTemplate";
const tokens = [
  ...yamlTokens,
  ...keys.split(",").map((key) => `${key}: `),
  ...[
    "Pod",
    "Deployment",
    "ConfigMap",
    "List",
    "CronJob",
    "v1",
    "$(X)",
    "$$(X)",
    "$(",
    "0",
    "-1",
    "30",
    "0555",
  ],
  ...[
    "{{ .Values.x }}",
    "{{- if x }}\n",
    "{{",
    "}}",
    "exec ",
    "&& ",
    "sh",
    "-c",
    "sleep 5",
    "../x",
    "/start.sh",
  ],
];

/** Manifests, templates among them. */
export const kind: FuzzKind = {
  contexts: mutatedContexts(
    seedsWith((path, text) => /\.(ya?ml|json)$/.test(path) && /^\s*"?kind"?: /m.test(text)),
    tokens,
  ),
};
