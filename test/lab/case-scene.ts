import type { PreStop } from "../../src/container/container.ts";
import { wholeFile } from "../../src/mapped-text.ts";
import type { Source } from "../../src/process/programs/conduct.ts";
import type { KnownService, Scene } from "../../src/process/scene.ts";
import type { ImageFiles, Located } from "../../src/script/located.ts";
import type { ShellName } from "../../src/start/base-image.ts";
import type { StartWord } from "../../src/start/start-command.ts";
import { argvOf, type LabCase, type LabFile, type LabHook, type LabShell } from "./lab-case.ts";

/** The times that the lab gives a container, in seconds (`measure.ts`). */
const LAB_TIMING = { grace: 2.6, startUp: 0.5, finish: 0.3 };

/** A lab case as the process model is told of it: the same files, words and shell that the kernel gets. */
export function sceneOf(labCase: LabCase, shell: LabShell, below: readonly string[]): Scene {
  const env = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...labCase.env };
  return {
    argv: argvOf(labCase, shell, below).map((text) => wordOf(labCase.id, text)),
    base: {
      image: "lab",
      // busybox runs its own applets before it looks along PATH.
      sh: { kind: "known", shell: shellAtBinSh(shell), because: "the lab puts it there" },
      bash: "present",
      config: null,
      entrypointConduct: null,
      assumption: null,
    },
    binSh: shellAtBinSh(shell),
    env: new Map(Object.entries(env).map(([name, text]) => [name, { kind: "known", text }])),
    workdir: { kind: "known", text: labCase.workdir },
    user: { kind: "known", text: "root" },
    stopSignal: labCase.signal,
    files: filesOf(labCase),
    timing: {
      ...LAB_TIMING,
      grace: labCase.grace ?? LAB_TIMING.grace,
      ...(labCase.least !== undefined && { least: labCase.least }),
    },
    ...(labCase.pidNamespace !== undefined && { pidNamespace: labCase.pidNamespace }),
    preStop: [
      ...(labCase.before ?? []).map((hook) => hookOf(labCase.id, hook, false)),
      ...(labCase.preStop === undefined ? [] : [hookOf(labCase.id, labCase.preStop, true)]),
    ],
    services: STAND_INS,
    outside: "closed",
  };
}

function hookOf(id: string, hook: LabHook, within: boolean): PreStop {
  const span = { file: id, start: 0, end: 0 };
  if (hook.kind === "sleep") return { span, within, action: hook };
  const argv = hook.argv.map((text) => wordOf(id, text));
  return { span, within, action: { kind: "exec", argv } };
}

function wordOf(id: string, text: string): StartWord {
  return { text, origin: { kind: "docker" }, mapped: wholeFile(id, text) };
}

const BY_LAB: Source = { kind: "measured", program: "stand-in" };

/** The stand-ins of `stand-in.c`, with the time each takes to finish. */
const STAND_INS: ReadonlyMap<string, KnownService> = new Map([
  ["app", standIn("ends", 0.3)],
  ["app2", standIn("ends", 0.5)],
  ["app3", standIn("ends", 0.7)],
  ["plain-app", standIn("default", 0.3)],
  ["deaf-app", standIn("ignores", 0.3)],
  [
    "daemon-app",
    {
      conduct: { kind: "detaches", service: "daemon-app", onStop: { kind: "ends" }, source: BY_LAB },
      finish: 0.3,
    },
  ],
]);

function standIn(kind: "ends" | "default" | "ignores", finish: number): KnownService {
  return { conduct: { kind: "service", onStop: { kind }, source: BY_LAB }, finish };
}

/** What stands at `/bin/sh`: the shell under test, but for bash by its own name, which leaves Debian's dash there. */
function shellAtBinSh(shell: LabShell): ShellName {
  return shell === "bash-as-sh" ? "bash" : shell === "bash" ? "dash" : shell;
}

function filesOf(labCase: LabCase): ImageFiles {
  const files = new Map(labCase.files.map((file) => [file.path, located(file)]));
  const folders = new Set(labCase.files.flatMap((file) => parentsOf(file.path)));
  const standIn = (path: string): Located | undefined => {
    const [, name = ""] = /^\/usr\/local\/bin\/([^/]+)$/.exec(path) ?? [];
    return STAND_INS.has(name) ? { kind: "program", path, file: name, by: [] } : undefined;
  };
  const find = (path: string): Located =>
    files.get(path) ?? standIn(path) ?? (folders.has(path) ? { kind: "directory", path } : absent(path));
  const along = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
  return {
    find,
    findCommand: (name, workdir) => {
      if (name.includes("/")) return find(name.startsWith("/") ? name : join(workdir, name));
      return (
        standIn(`/usr/local/bin/${name}`) ??
        along.map((folder) => find(`${folder}/${name}`)).find(({ kind }) => kind === "text") ??
        absent(`/usr/bin/${name}`)
      );
    },
    glob: (pattern) => ({
      paths: [...files.keys()].filter((path) => globToExpression(pattern).test(path)).sort(),
      complete: true,
    }),
  };
}

/** The host lends its programs; elsewhere there is nothing but the case's own files. */
function absent(path: string): Located {
  if (["/", "/tmp", "/run", "/srv", "/var", "/var/log", "/home", "/root", "/opt"].includes(path))
    return { kind: "directory", path };
  const isLent = /^\/(usr|bin|sbin|lib|etc|proc|dev)(\/|$)/.test(path);
  return { kind: isLent ? "unknown" : "missing", path, reason: "it is not a file of the case", place: null };
}

function located(file: LabFile): Located {
  const name = file.path;
  return {
    kind: "text",
    text: wholeFile(name, file.text),
    path: name,
    executable: file.executable ? "yes" : "no",
    by: [],
  };
}

function join(workdir: string | null, name: string): string {
  return `${workdir ?? ""}/${name}`.replaceAll("/./", "/");
}

function parentsOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/") || "/");
}

function globToExpression(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", "[^/]*")
      .replaceAll("?", "[^/]")}$`,
  );
}
