import type { Text } from "../span.ts";
import type { Overlay } from "../start/overlay.ts";
import { canonicalSignal } from "../start/stop-signal.ts";
import { asMap, asScalar, valueAt, type YamlMap } from "../yaml/value.ts";
import type { Environment } from "./environment.ts";
import type { Pod } from "./find-pods.ts";
import { readCommand } from "./start-words.ts";
import { isFilledIn } from "./template-text.ts";

/**
 * What a container lays over the settings of its image: `command` replaces ENTRYPOINT, `args` replaces CMD
 * (https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/).
 */
export function readOverlay(container: YamlMap, pod: Pod, { variables, find }: Environment): Overlay {
  const { command, args } = readCommand(container, pod.source, find);
  return {
    entrypoint: command,
    cmd: args,
    env: variables,
    workdir: known(container, "workingDir", pod.source),
    user: runAsUser(container, pod),
    stopSignal: stopSignal(container, pod),
    init: null,
  };
}

function known(map: YamlMap | null, key: string, source: string): Text | null {
  const scalar = map && asScalar(valueAt(map, key));
  if (!scalar) return null;
  if (isFilledIn(source, scalar.span))
    return { kind: "unknown", reason: `${key} is filled in by a template` };
  return { kind: "known", text: scalar.text.text };
}

/** The container's own before the pod's: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/. */
function runAsUser(container: YamlMap, { spec, source }: Pod): Text | null {
  const contextOf = (map: YamlMap): YamlMap | null => asMap(valueAt(map, "securityContext"));
  return known(contextOf(container), "runAsUser", source) ?? known(contextOf(spec), "runAsUser", source);
}

/**
 * `lifecycle.stopSignal`, from Kubernetes 1.33 on, and only beside `spec.os.name`:
 * https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#container-stop-signals.
 */
function stopSignal(container: YamlMap, { spec, source }: Pod): Overlay["stopSignal"] {
  const lifecycle = asMap(valueAt(container, "lifecycle"));
  const signal = lifecycle && asScalar(valueAt(lifecycle, "stopSignal"));
  const os = asMap(valueAt(spec, "os"));
  if (!signal || isFilledIn(source, signal.span) || os === null || valueAt(os, "name") === null) return null;
  return { signal: canonicalSignal(signal.text.text), origin: { kind: "file", span: signal.span } };
}
