import type { Container, Grace } from "../container/container.ts";
import type { Edit } from "../diagnostic.ts";
import type { Span, Text } from "../span.ts";
import type { Overlay } from "../start/overlay.ts";
import { canonicalSignal } from "../start/stop-signal.ts";
import { setEntry } from "../yaml/set-entry.ts";
import { asScalar, type YamlMap } from "../yaml/value.ts";
import { parseDuration } from "./duration.ts";
import { environmentOf } from "./environment.ts";
import type { Definitions } from "./granted-files.ts";
import { imageOf } from "./image-build.ts";
import { textOf } from "./interpolate.ts";
import { mountsOf } from "./mounts.ts";
import { preStopOf } from "./pre-stop.ts";
import type { Project } from "./project.ts";
import { type Service, settingOf, spanOfSetting } from "./service.ts";
import { startOverride } from "./start-override.ts";

/** The settings that have a say in what runs and how it is stopped. */
const DECIDING = [
  ...["build", "image", "entrypoint", "command", "init", "stop_signal", "stop_grace_period", "pid", "tty"],
  ...[
    "working_dir",
    "user",
    "environment",
    "env_file",
    "volumes",
    "tmpfs",
    "configs",
    "secrets",
    "pre_stop",
    "extends",
  ],
];

/** Whether what a file says of a service may change how it stops. */
export function decides({ settings }: Service): boolean {
  return DECIDING.some((key) => settings.has(key));
}

/** A service as the container that it runs; `file` is the one whose target it is. */
export function readContainer(
  service: Service,
  file: string,
  project: Project,
  definitions: Definitions,
): Container {
  return {
    id: { kind: "compose", file, name: service.name },
    place: service.place,
    image: imageOf(service, project),
    overlay: overlayOf(service, project),
    grace: graceOf(service, project),
    mounts: mountsOf(service, project, definitions),
    preStop: preStopOf(service, project),
    addInit: () => writeSetting(service, "init", "true", project),
    setStopSignal: (signal) => writeSetting(service, "stop_signal", `SIG${signal}`, project),
    pidNamespace: sharesPids(service, project) ? "shared" : "own",
    terminal: isOn("tty", service, project) !== null,
  };
}

function overlayOf(service: Service, project: Project): Overlay {
  return {
    entrypoint: startOverride("entrypoint", service, project),
    cmd: startOverride("command", service, project),
    env: environmentOf(service, project),
    workdir: textAt(service, "working_dir", project),
    user: textAt(service, "user", project),
    stopSignal: stopSignalOf(service, project),
    init: isOn("init", service, project),
  };
}

interface Read {
  readonly text: Text;
  /** The setting. */
  readonly whole: Span;
  readonly value: Span;
}

function read(service: Service, key: string, project: Project): Read | null {
  const setting = settingOf(service, key);
  const scalar = asScalar(setting?.value ?? null);
  if (setting === null || scalar === null) return null;
  return { text: textOf(project.interpolate(scalar)), whole: spanOfSetting(setting), value: scalar.span };
}

/** As `read`; what is not known is told, and then counts as not set. */
function readKnown(
  service: Service,
  key: string,
  project: Project,
): (Read & { readonly known: string }) | null {
  const found = read(service, key, project);
  if (found === null) return null;
  if (found.text.kind === "known") return { ...found, known: found.text.text };
  const message = `${key} is not known, because ${found.text.reason}; it is judged as if it were not set`;
  project.report({ file: found.value.file, span: found.value, message });
  return null;
}

/** An empty text counts as none: `merge` in moby's daemon/commit.go. */
function textAt(service: Service, key: string, project: Project): Text | null {
  const text = read(service, key, project)?.text ?? null;
  return text?.kind === "known" && text.text === "" ? null : text;
}

function stopSignalOf(service: Service, project: Project): Overlay["stopSignal"] {
  const found = readKnown(service, "stop_signal", project);
  if (found === null) return null;
  return { signal: canonicalSignal(found.known), origin: { kind: "file", span: found.value } };
}

/** https://docs.docker.com/reference/compose-file/services/#stop_grace_period */
const DEFAULT_GRACE = 10;

function graceOf(service: Service, project: Project): Grace {
  const found = readKnown(service, "stop_grace_period", project);
  const byDefault: Grace = {
    seconds: DEFAULT_GRACE,
    span: null,
    usual: DEFAULT_GRACE,
    rewrite: (wanted) => writeSetting(service, "stop_grace_period", `${wanted}s`, project),
  };
  if (found === null) return byDefault;
  const seconds = parseDuration(found.known);
  if (seconds !== null) return { ...byDefault, seconds, span: found.whole };
  const message = "stop_grace_period is no duration: write it as 1m30s or 90s";
  project.report({ file: found.value.file, span: found.value, message });
  return byDefault;
}

/** In the file that has it, else where the service stands; null where a variable does. */
function writeSetting(service: Service, key: string, text: string, project: Project): Edit | null {
  const setting = settingOf(service, key);
  const map: YamlMap =
    setting === null
      ? service.map
      : { ...service.map, span: setting.key, entries: new Map([[key, setting]]) };
  const source = project.texts.get(map.span.file)?.text;
  const isFilledIn = asScalar(setting?.value ?? null)?.text.text.includes("$") === true;
  return source === undefined || isFilledIn ? null : setEntry(map, source, key, text);
}

/** Strings count too: `toBoolean` in compose-go's loader/interpolate.go. */
/** The setting that switches something on; null where it is off, or nothing is said. */
function isOn(key: "init" | "tty", service: Service, project: Project): Span | null {
  const found = readKnown(service, key, project);
  return found !== null && /^(true|y|yes|on)$/i.test(found.known) ? found.whole : null;
}

/** With the host's or another container's PIDs, somebody else is PID 1. */
function sharesPids(service: Service, project: Project): boolean {
  const found = readKnown(service, "pid", project);
  return found !== null && /^(host|service:.*|container:.*)$/.test(found.known);
}
