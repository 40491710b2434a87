import { posix } from "node:path";
import type { LabCase, LabFile } from "./lab-case.ts";

/** What a case's Dockerfile makes of its folder. */
export interface CaseImage {
  readonly argv: readonly string[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly files: readonly LabFile[];
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: string;
  /** Seconds from the stop signal to SIGKILL; null for the lab's own. */
  readonly grace: number | null;
  /** What an image does not say: hooks, and what only Kubernetes has. */
  readonly pod?: Pick<LabCase, "before" | "least" | "preStop" | "pidNamespace">;
}

/**
 * Reads the plain Dockerfiles of cases: one stage, one instruction a line, no variables, COPY of single files. It is
 * apart from `src/dockerfile` on purpose, so that the lab does not share siglint's mistakes, and throws on what it
 * does not know.
 */
export function readImage(id: string, dockerfile: string, context: readonly LabFile[]): CaseImage {
  let [workdir, signal, shell] = ["/", "SIGTERM", ["/bin/sh", "-c"]];
  let [entrypoint, cmd]: [string[], string[]] = [[], []];
  const files = new Map<string, LabFile>();
  const env: Record<string, string> = {};
  for (const line of dockerfile.split("\n").filter((text) => text !== "" && !text.startsWith("#"))) {
    const [, keyword = "", rest = ""] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    switch (keyword) {
      case "FROM":
        break;
      case "WORKDIR":
        workdir = posix.resolve(workdir, rest);
        break;
      case "STOPSIGNAL":
        signal = rest;
        break;
      case "SHELL":
        shell = JSON.parse(rest);
        break;
      case "ENV":
        env[rest.split("=")[0] ?? ""] = rest.replace(/^[^=]*=/, "").replace(/^"(.*)"$/, "$1");
        break;
      case "COPY":
        for (const file of copied(id, rest, context, workdir)) files.set(file.path, file);
        break;
      case "ENTRYPOINT":
        entrypoint = commandWords(rest, shell);
        break;
      case "CMD":
        cmd = commandWords(rest, shell);
        break;
      default:
        throw new Error(`${id}: the lab does not know how to read "${line}"`);
    }
  }
  // https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
  const argv = [...entrypoint, ...cmd];
  return { argv, entrypoint, cmd, files: [...files.values()], workdir, env, signal, grace: null };
}

function commandWords(text: string, shell: readonly string[]): string[] {
  return text.startsWith("[") ? JSON.parse(text) : [...shell, text];
}

function copied(id: string, rest: string, context: readonly LabFile[], workdir: string): LabFile[] {
  const words = rest.split(/\s+/).filter((word) => !word.startsWith("--chmod="));
  const target = posix.resolve(workdir, words.at(-1) ?? "");
  const executable = /--chmod=\S*[157]\b/.test(rest);
  return words.slice(0, -1).map((source) => {
    const file = context.find((one) => one.path === posix.normalize(source));
    if (file === undefined) throw new Error(`${id}: COPY names ${source}, which is not in the folder`);
    const path = /\/$|^\.$/.test(words.at(-1) ?? "") ? posix.join(target, posix.basename(source)) : target;
    return { ...file, path, executable: executable || file.executable };
  });
}
