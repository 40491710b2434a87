import { wholeFile } from "../../src/mapped-text.ts";
import type { Scene } from "../../src/process/scene.ts";
import type { ImageFiles, Located } from "../../src/script/located.ts";
import type { ShellName } from "../../src/start/base-image.ts";
import { argvOf, type LabCase, type LabFile, type LabShell } from "./lab-case.ts";

/** The times that the lab gives a container, in seconds (`measure.ts`). */
const LAB_TIMING = { grace: 2.6, finish: 0.3 };

/** A lab case as the process model is told of it: the same files, words and shell that the kernel gets. */
export function sceneOf(labCase: LabCase, shell: LabShell, below: readonly string[]): Scene {
  const env = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...labCase.env };
  return {
    argv: argvOf(labCase, shell, below).map((text) => ({ text, origin: { kind: "docker" }, mapped: wholeFile(labCase.id, text) })),
    base: {
      image: "lab",
      sh: { kind: "unknown", because: "the lab chooses it" },
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
    timing: LAB_TIMING,
    services: new Set(["app", "app2", "app3"]),
  };
}

function shellAtBinSh(shell: LabShell): ShellName {
  return shell === "bash-as-sh" ? "bash" : shell;
}

function filesOf(labCase: LabCase): ImageFiles {
  const files = new Map(labCase.files.map((file) => [file.path, located(file)]));
  const folders = new Set(labCase.files.flatMap((file) => parentsOf(file.path)));
  const find = (path: string): Located =>
    files.get(path) ??
    (folders.has(path) ? { kind: "directory", path } : { kind: "unknown", path, reason: "it is not a file of the case", place: null });
  return {
    find,
    findCommand: (name, workdir) => find(name.startsWith("/") ? name : name.includes("/") ? join(workdir, name) : `/bin/${name}`),
    glob: (pattern) => ({ paths: [...files.keys()].filter((path) => globToExpression(pattern).test(path)).sort(), complete: true }),
  };
}

function located(file: LabFile): Located {
  const name = file.path;
  return { kind: "text", text: wholeFile(name, file.text), path: name, executable: file.executable ? "yes" : "no", by: [] };
}

function join(workdir: string | null, name: string): string {
  return `${workdir ?? ""}/${name}`.replaceAll("/./", "/");
}

function parentsOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/") || "/");
}

function globToExpression(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}$`);
}
