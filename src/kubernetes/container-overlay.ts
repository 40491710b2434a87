import { HOLE } from "../hole.ts";
import type { Span, Text } from "../span.ts";
import type { Overlay, Override } from "../start/overlay.ts";
import type { Setting, StartWord } from "../start/start-command.ts";
import { canonicalSignal } from "../start/stop-signal.ts";
import { asItems, asMap, asScalar, valueAt, type YamlMap, type YamlValue } from "../yaml/value.ts";
import type { Environment } from "./environment.ts";
import { expandVariables } from "./expand-variables.ts";
import type { Pod } from "./find-pods.ts";
import { isFilledIn } from "./template-text.ts";

/**
 * What a container lays over the settings of its image: `command` replaces ENTRYPOINT, `args` replaces CMD
 * (https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/).
 */
export function readOverlay(container: YamlMap, pod: Pod, { variables, find }: Environment): Overlay {
  const override = (key: string): Override | null => readOverride(container, key, pod.source, find);
  return {
    entrypoint: override("command"),
    cmd: override("args"),
    env: variables,
    workdir: known(container, "workingDir", pod.source),
    user: runAsUser(container, pod),
    stopSignal: stopSignal(container, pod),
    init: null,
  };
}

/** A list that is empty counts as none: `omitempty` in k8s.io/api/core/v1/types.go. */
function readOverride(
  container: YamlMap,
  key: string,
  source: string,
  find: Environment["find"],
): Override | null {
  const entry = container.entries.get(key);
  if (entry === undefined) return null;
  const span = spanTogether(entry.key, entry.value);
  const words = isFilledIn(source, span)
    ? [anyWords(span)]
    : asItems(entry.value).flatMap((item): readonly StartWord[] => {
        const text = asScalar(item)?.text;
        if (text === undefined) return [];
        const mapped = expandVariables(text, find);
        return [{ text: mapped.text, origin: { kind: "file", span: item.span }, mapped }];
      });
  const setting: Setting = {
    form: "exec",
    words,
    origin: { kind: "file", span: entry.value.span },
    instruction: span,
  };
  return words.length === 0 ? null : { setting, span };
}

/** Words that somebody fills in: they may be any. */
function anyWords(span: Span): StartWord {
  return { text: HOLE, origin: { kind: "file", span }, mapped: null };
}

/** From a key to the end of what stands behind it, where both are written together. */
export function spanTogether(key: Span, { span }: YamlValue): Span {
  return span.file === key.file && span.start >= key.start
    ? { ...key, end: Math.max(key.end, span.end) }
    : key;
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
