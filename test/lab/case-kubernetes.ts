import { posix } from "node:path";
import { parseAllDocuments } from "yaml";
import type { CaseImage } from "./case-image.ts";
import type { LabFile, LabHook } from "./lab-case.ts";

/** What the cases use of manifests: pods and ConfigMaps. */
interface Manifest {
  readonly kind: "Pod" | "ConfigMap";
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: PodSpec;
}

interface PodSpec {
  readonly shareProcessNamespace?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly os?: { readonly name: "linux" };
  readonly containers: readonly PodContainer[];
  readonly volumes?: readonly { readonly name: string; readonly configMap: ConfigMapVolume }[];
}

interface ConfigMapVolume {
  readonly name: string;
  readonly defaultMode?: number;
  readonly items?: readonly { readonly key: string; readonly path: string; readonly mode?: number }[];
}

interface PodContainer {
  readonly name: string;
  readonly command: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly workingDir?: string;
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
  }[];
  readonly lifecycle?: {
    readonly stopSignal?: string;
    readonly preStop?: {
      readonly exec?: { readonly command: readonly string[] };
      readonly sleep?: { readonly seconds: number };
    };
  };
}

/** `minimumGracePeriodInSeconds` in Kubernetes' pkg/kubelet/kuberuntime/kuberuntime_container.go. */
const KUBELET_LEAST = 2;

/** The containers of a case, `pod/container` where it has several pods. */
export function containerNames(text: string): readonly string[] {
  return Object.keys(containersIn(manifestsIn(text)));
}

interface InPod {
  readonly container: PodContainer;
  readonly spec: PodSpec;
}

function containersIn(manifests: readonly Manifest[]): Readonly<Record<string, InPod>> {
  const pods = manifests.flatMap(({ metadata, spec }) => (spec === undefined ? [] : [{ metadata, spec }]));
  const named = pods.flatMap(({ metadata, spec }) =>
    spec.containers.map((container): [string, InPod] => [
      pods.length > 1 ? `${metadata.name}/${container.name}` : container.name,
      { container, spec },
    ]),
  );
  return Object.fromEntries(named);
}

/**
 * A container as the kubelet and containerd make it. It is apart from `src/kubernetes` on purpose, so that the lab does
 * not share siglint's mistakes, and knows no more than the cases need.
 */
export function readPodContainer(id: string, name: string, text: string): CaseImage {
  const manifests = manifestsIn(text);
  const found = containersIn(manifests)[name];
  if (found === undefined) throw new Error(`${id}: there is no container ${name}`);
  const { container, spec } = found;
  const env: Record<string, string> = {};
  for (const variable of container.env ?? []) env[variable.name] = expand(variable.value, env);
  const [entrypoint, cmd] = [container.command, container.args ?? []].map((words) =>
    words.map((word) => expand(word, env)),
  ) as [string[], string[]];
  const { preStop, stopSignal } = container.lifecycle ?? {};
  return {
    argv: [...entrypoint, ...cmd],
    entrypoint,
    cmd,
    files: filesOf(container, spec, manifests),
    workdir: container.workingDir ?? "/",
    env,
    signal: stopSignal ?? "SIGTERM",
    grace: spec.terminationGracePeriodSeconds ?? null,
    pod: {
      least: KUBELET_LEAST,
      ...(preStop !== undefined && { preStop: hookOf(id, preStop) }),
      ...(spec.shareProcessNamespace === true && { pidNamespace: "shared" }),
    },
  };
}

function manifestsIn(text: string): readonly Manifest[] {
  const documents = parseAllDocuments(text, { version: "1.1" });
  return "empty" in documents ? [] : documents.map((document) => document.toJS() as Manifest);
}

/** https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/ */
function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (found, name?: string) =>
    found === "$$" ? "$" : (env[name ?? ""] ?? found),
  );
}

function hookOf(id: string, hook: NonNullable<NonNullable<PodContainer["lifecycle"]>["preStop"]>): LabHook {
  if (hook.sleep !== undefined) return { kind: "sleep", seconds: hook.sleep.seconds };
  if (hook.exec !== undefined) return { kind: "exec", argv: hook.exec.command };
  throw new Error(`${id}: the lab knows only exec and sleep`);
}

function filesOf(
  { volumeMounts = [] }: PodContainer,
  { volumes = [] }: PodSpec,
  manifests: readonly Manifest[],
): readonly LabFile[] {
  return volumeMounts.flatMap((mount): readonly LabFile[] => {
    const volume = volumes.find(({ name }) => name === mount.name)?.configMap;
    const data =
      manifests.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === volume?.name)?.data ??
      {};
    const items = volume?.items ?? Object.keys(data).map((key) => ({ key, path: key }));
    const files = items.map((item) => ({
      path: item.path,
      text: data[item.key] ?? "",
      executable: ((("mode" in item ? item.mode : undefined) ?? volume?.defaultMode ?? 0o644) & 0o111) !== 0,
    }));
    if (mount.subPath !== undefined)
      return files
        .filter(({ path }) => path === mount.subPath)
        .map((file) => ({ ...file, path: mount.mountPath }));
    return files.map((file) => ({ ...file, path: posix.join(mount.mountPath, file.path) }));
  });
}
