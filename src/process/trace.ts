import type { TraceStep } from "../diagnostic.ts";
import { showHoles } from "../hole.ts";
import { spanOf } from "../mapped-text.ts";
import type { Start, StartWord } from "../start/start-command.ts";
import { oneLine } from "./in-words.ts";
import type { Launch } from "./machine/process.ts";
import { shownCommand, sourceOf } from "./sites.ts";
import type { ProcessNode } from "./stop.ts";

/** The way from the Dockerfile to a process, in words: where PID 1 is set, and every command that led on from there. */
export function traceTo(path: readonly ProcessNode[], start: Start): readonly TraceStep[] {
  const words = start.command?.argv ?? [];
  const steps: TraceStep[] = [
    ...initSteps(start),
    { span: start.place, text: `${firstProcessInWords(start)} is ${commandLine(words)}` },
  ];
  for (const launch of path.flatMap((node) => node.launches)) {
    const step = stepOf(launch, words);
    const last = steps.at(-1)?.span;
    const isNew = step !== null && (step.span.file !== last?.file || step.span.start !== last.start);
    if (isNew) steps.push(step);
  }
  return steps;
}

/** What a start command starts, at the beginning of a sentence. */
export function firstProcessInWords({ pidNamespace }: Pick<Start, "pidNamespace">): string {
  return pidNamespace === "shared" ? "the first process" : "PID 1";
}

/** What puts the engine's own init in front. */
function initSteps({ command }: Start): readonly TraceStep[] {
  const [init] = command?.init ?? [];
  if (init?.origin.kind !== "file") return [];
  return [{ span: init.origin.span, text: "puts an init of the engine's own in front, docker-init" }];
}

function stepOf({ hop, name, site }: Launch, words: readonly StartWord[]): TraceStep | null {
  const source = site === null ? null : sourceOf(site, words);
  if (site === null || source === null || source.file === "") return null;
  return { span: spanOf(source, site.start, site.end), text: hopInWords(hop, shownCommand(name, site)) };
}

/** What a process does in a hop that makes it, or a child of it, into `name`. */
export function hopInWords(hop: Launch["hop"], name: string): string {
  switch (hop) {
    case "start":
      return `PID 1 is ${name}`;
    case "exec":
      return `becomes ${name}`;
    case "implicit-exec":
      return `becomes ${name}, the last command of the string`;
    case "foreground":
      return `starts ${name} and waits for it`;
    case "background":
      return `starts ${name} in the background`;
    case "pipeline":
      return `starts ${name} in a pipeline`;
    case "subshell":
      return `starts ${name} in a subshell`;
    case "substitution":
      return `starts ${name} in a command substitution`;
    case "wrapper":
      return `starts ${name}`;
  }
}

const LONGEST = 80;

/** A start command on one line, quoted where a shell would ask for it. */
export function commandLine(words: readonly StartWord[]): string {
  let line = "";
  for (const [index, { text }] of words.entries()) {
    line += `${index === 0 ? "" : " "}${quoteWord(oneLine(showHoles(text).trim())).replace(/\s+/g, " ")}`;
    // Of thousands of words the first are shown, and no more are looked at.
    if (line.length > LONGEST) return `${line.slice(0, LONGEST - 1)}…`;
  }
  return line;
}

function quoteWord(text: string): string {
  return /^[\w@%+=:,./$-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
