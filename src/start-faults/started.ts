import { isKnown } from "../process/hole.ts";
import type { NestedCommand, Surroundings } from "../process/programs/conduct.ts";
import { conductOf } from "../process/programs/conduct-of.ts";
import { nameOf } from "../script/image-path.ts";
import type { ImageFiles, Located } from "../script/located.ts";
import type { Span } from "../span.ts";
import type { Start, StartWord } from "../start/start-command.ts";
import { lastCommand } from "./last-command.ts";
import { isShell, readShellCall } from "./shell-call.ts";
import { workdirOf } from "./start-facts.ts";

/** A file that the start command runs or reads, one after the other down to what siglint does not see through. */
export interface Started {
  /**
   * Who starts it. `kernel`: execve(2) and nothing else. `library`: execvp(3), which hands a file without `#!` to
   * `/bin/sh`. `shell`: a shell, which does the same. Nobody, but it is what a shell reads (`read`) or another
   * interpreter does (`interpreter`).
   */
  readonly by: "kernel" | "library" | "shell" | "read" | "interpreter";
  /** Its own name first. */
  readonly words: readonly StartWord[];
  readonly name: string;
  readonly span: Span;
  readonly located: Located;
}

/** Deeper than any real start command. */
const MOST_WRAPPERS = 8;

/** What the start command starts, wrappers and `sh -c` strings seen through. */
export function whatIsStarted(start: Start, files: ImageFiles): readonly Started[] {
  const started: Started[] = [];
  let words: readonly StartWord[] = start.command?.argv ?? [];
  let by: Started["by"] = "kernel";
  while (started.length < MOST_WRAPPERS) {
    const [first] = words;
    if (first === undefined || !isKnown(first.text)) break;
    const next = look({ words, by, first }, start, files);
    started.push(next.started);
    if (next.script !== null) started.push(next.script);
    if (next.words === null) break;
    ({ words, by } = next);
  }
  return started;
}

interface Look {
  readonly started: Started;
  readonly script: Started | null;
  readonly words: readonly StartWord[] | null;
  readonly by: Started["by"];
}

function look(
  { words, by, first }: { words: readonly StartWord[]; by: Started["by"]; first: StartWord },
  start: Start,
  files: ImageFiles,
): Look {
  const workdir = workdirOf(start);
  const make = (word: StartWord, how: Started["by"], located: Located): Started => ({
    by: how,
    words,
    name: word.text,
    span: word.origin.kind === "file" ? word.origin.span : start.place,
    located,
  });
  const started = make(first, by, files.findCommand(first.text, workdir));
  const end: Look = { started, script: null, words: null, by };
  if (isShell(first.text)) {
    const call = readShellCall(words.map(({ text }) => text));
    const word = call.kind === "bare" ? undefined : words[call.index];
    if (word === undefined) return end;
    if (call.kind === "string") return { ...end, words: lastCommand(word), by: "shell" };
    if (!isKnown(word.text)) return end;
    const path = word.text.includes("/") ? word.text : `./${word.text}`;
    return { ...end, script: make(word, "read", files.findCommand(path, workdir)) };
  }
  const source = sourceFile(words);
  if (source !== null && started.located.kind !== "text") {
    const path = source.text.startsWith("/") ? source.text : `./${source.text}`;
    return { ...end, script: make(source, "interpreter", files.findCommand(path, workdir)) };
  }
  const handed = wordsOfEntrypoint(words, start);
  if (handed !== null) return { ...end, words: handed, by: "shell" };
  if (started.located.kind === "text") return end;
  const nested = nestedIn(words, start, files);
  const isGo = /^(gosu|chamber|envconsul)$/.test(nameOf(first.text));
  return nested === null ? end : { ...end, words: nested, by: isGo ? "kernel" : "library" };
}

/** What an interpreter is told to run, where only a plain flag stands before it: `python -u app.py`. */
function sourceFile([program, ...args]: readonly StartWord[]): StartWord | null {
  if (!/^(node|nodejs|python[\d.]*|ruby|php|perl)$/.test(nameOf(program?.text ?? ""))) return null;
  const source = args.find(({ text }) => text !== "-u");
  return source !== undefined && /^[^-].*\.([cm]?js|py|rb|php|pl)$/.test(source.text) ? source : null;
}

/** The base image's own entrypoint script hands its arguments on. */
function wordsOfEntrypoint(words: readonly StartWord[], { image }: Start): readonly StartWord[] | null {
  const { entrypointConduct } = image.base;
  const [name, ...args] = words;
  if (entrypointConduct?.kind !== "execs-arguments" || name?.origin.kind !== "image") return null;
  if (nameOf(name.text) !== nameOf(entrypointConduct.script)) return null;
  return entrypointConduct.program?.isOwn(args[0]?.text ?? "") ? null : args;
}

function nestedIn(words: readonly StartWord[], start: Start, files: ImageFiles): readonly StartWord[] | null {
  const conduct = conductOf(
    words.map(({ text }) => text),
    surroundings(start, files),
  );
  if (conduct.kind === "replaces") return restOf(conduct.command, words);
  const [only, ...others] = conduct.kind === "supervises" ? conduct.commands : [];
  return only === undefined || others.length > 0 ? null : restOf(only, words);
}

function restOf(command: NestedCommand, words: readonly StartWord[]): readonly StartWord[] | null {
  return command.kind === "rest" ? words.slice(command.from) : null;
}

function surroundings(start: Start, files: ImageFiles): Surroundings {
  const { env, base, stopSignal } = start.image;
  return {
    workdir: workdirOf(start),
    env: (name) => {
      const value = env.get(name);
      return value?.kind === "known" ? value.text : null;
    },
    readFile: (path) => {
      const located = files.find(path);
      return located.kind === "text" ? located.text : null;
    },
    edits: () => "",
    list: (pattern) => files.glob(pattern).paths,
    isPid1: true,
    isMain: true,
    leadsGroup: true,
    signal: stopSignal.signal,
    busybox: base.sh.kind === "known" && base.sh.shell === "ash",
  };
}
