import type { Container, ContainerImage, Grace } from "../container/container.ts";
import type { Span } from "../span.ts";
import { setEntry } from "../yaml/set-entry.ts";
import { textAt } from "../yaml/text-at.ts";
import { asItems, asMap, asScalar, valueAt, type YamlMap } from "../yaml/value.ts";
import type { ConfigMaps, ConfigMapsAround } from "./config-maps.ts";
import { readOverlay } from "./container-overlay.ts";
import { readEnvironment } from "./environment.ts";
import { nameAt, type Pod } from "./find-pods.ts";
import { readPreStop } from "./pre-stop.ts";
import { isFilledIn } from "./template-text.ts";
import { readMounts } from "./volumes.ts";

/** A container of a pod, with the names that it may go by in its file. */
export interface PodContainer {
  readonly names: readonly string[];
  readonly place: Span;
  /** As its file has it. */
  readonly container: YamlMap;
  readonly read: () => Omit<Container, "id">;
}

/**
 * The containers that run until the pod is stopped: its own, and sidecars, which are init containers that are always
 * started again (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/). Other init containers have run
 * to their end by then, and ephemeral ones are nobody's service. Of a template those that start a command of their own
 * which is not filled in.
 */
export function containersOf(pod: Pod, configMaps: ConfigMapsAround): readonly PodContainer[] {
  const { spec, source } = pod;
  const own = asItems(valueAt(spec, "containers")).flatMap((item) => asMap(item) ?? []);
  const sidecars = asItems(valueAt(spec, "initContainers"))
    .flatMap((item) => asMap(item) ?? [])
    .filter((container) => textAt(container, "restartPolicy") === "Always");
  return [...sidecars, ...own].flatMap((container) => {
    const image = imageOf(container, source);
    if (image.kind === "unknown" && !startsPlainly(container, source)) return [];
    return [
      {
        names: namesOf(container, pod),
        place: container.span,
        container,
        read: () => readContainer(container, pod, { image, configMaps }),
      },
    ];
  });
}

interface Around {
  readonly image: ContainerImage;
  readonly configMaps: ConfigMapsAround;
}

function readContainer(container: YamlMap, pod: Pod, { image, configMaps }: Around): Omit<Container, "id"> {
  const { spec } = pod;
  const preStop = readPreStop(container, pod.source);
  const parts = [pod.part];
  const { find } = configMaps.of(pod.namespace?.text ?? null);
  const used: ConfigMaps = {
    find(name) {
      const found = find(name);
      if (found.kind === "found") parts.push(found.configMap.part);
      return found;
    },
  };
  const environment = readEnvironment(container, used);
  return {
    parts,
    place: nameAt(container, "name")?.span ?? container.span,
    image,
    overlay: readOverlay(container, pod, environment),
    outerVariables: environment.outer,
    grace: graceOf(pod),
    mounts: readMounts(container, spec, used),
    pidNamespace: isShared(spec) ? "shared" : "own",
    ...(preStop !== null && { preStop: [preStop] }),
    runsToEnd: isJob(pod),
    terminal: textAt(container, "tty") === "true",
  };
}

function imageOf(container: YamlMap, source: string): ContainerImage {
  const image = asScalar(valueAt(container, "image"));
  const reference = image?.text.text ?? "";
  if (image === null) return { kind: "unknown", reason: "no image is named here", span: container.span };
  if (reference === "" || isFilledIn(source, image.span) || /\$[{(]/.test(reference))
    return { kind: "unknown", reason: "its image is filled in later", span: image.span };
  return { kind: "named", reference, span: image.span };
}

/** Whether it has a command of its own that stands there as it will run. */
function startsPlainly({ entries }: YamlMap, source: string): boolean {
  const command = entries.get("command");
  return (
    command !== undefined && asItems(command.value).length > 0 && !isFilledIn(source, command.value.span)
  );
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination */
const DEFAULT_GRACE = 30;

const GRACE = "terminationGracePeriodSeconds";

function graceOf({ spec, source }: Pod): Grace | null {
  const entry = spec.entries.get(GRACE);
  const seconds = entry === undefined ? null : asScalar(entry.value);
  const shared: Pick<Grace, "usual" | "rewrite"> = {
    usual: DEFAULT_GRACE,
    rewrite: (wanted) =>
      isFilledIn(source, spec.span) ? null : setEntry(spec, source, GRACE, String(wanted)),
  };
  if (entry === undefined || seconds === null) return { ...shared, seconds: DEFAULT_GRACE, span: null };
  const isNumber = /^\d+$/.test(seconds.text.text) && !isFilledIn(source, seconds.span);
  const span = { ...entry.key, end: Math.max(entry.key.end, seconds.span.end) };
  return isNumber ? { ...shared, seconds: Number(seconds.text.text), span } : null;
}

/** https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/ */
function isShared(spec: YamlMap): boolean {
  return textAt(spec, "shareProcessNamespace") === "true" || textAt(spec, "hostPID") === "true";
}

/** Jobs of Kubernetes and of what builds on them end by themselves: restartPolicy says that they may. */
function isJob({ kind, spec }: Pod): boolean {
  const restartPolicy = textAt(spec, "restartPolicy");
  return /Job$/.test(kind) || restartPolicy === "Never" || restartPolicy === "OnFailure";
}

function namesOf(container: YamlMap, { kind, name, namespace, source }: Pod): readonly string[] {
  const own = nameAt(container, "name");
  const written = (each: typeof own): string =>
    each === null ? "" : source.slice(each.span.start, each.span.end).replace(/^(["'])(.*)\1$/, "$2");
  const short = own === null ? "container" : written(own);
  if (name === null) return [short];
  const pod = `${written(name)}/${short}`;
  const withKind = `${kind.toLowerCase()}/${pod}`;
  return [short, pod, withKind, ...(namespace === null ? [] : [`${written(namespace)}/${withKind}`])];
}
