// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of compose
import type { FuzzKind } from "../fuzz-kind.ts";
import { mutatedContexts } from "../mutate.ts";
import { seedsWith } from "../seeds.ts";
import { yamlTokens } from "../yaml-tokens.ts";

const keys =
  "services,image,build,context,dockerfile,dockerfile_inline,target,args,command,entrypoint,init,stop_signal," +
  "stop_grace_period,environment,env_file,volumes,extends,service,file,include,profiles,pid,x-a,web,user,working_dir";
const tokens = [
  ...yamlTokens,
  ...keys.split(",").map((key) => `${key}: `),
  ...[
    "${x}",
    "${x:-y}",
    "${x:?z}",
    "${",
    "$$",
    "$x",
    "exec ",
    "&& ",
    "sh -c '",
    "[tini, --]",
    "1m30s",
    "-1s",
  ],
  ...[
    "./start.sh:/start.sh",
    "../../etc:/etc",
    "/etc/passwd",
    "..",
    "!reset ",
    "!override ",
    "debian:12",
    "true",
  ],
];

/** Compose files, and what they merge, extend and include. */
export const kind: FuzzKind = {
  contexts: mutatedContexts(
    seedsWith((path) => /compose[^/]*\.ya?ml$|\.env$/.test(path)),
    tokens,
  ),
};
