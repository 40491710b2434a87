import { isKnown } from "../../hole.ts";
import type { Command, While } from "../../shell/syntax.ts";
import { scriptOf } from "../programs/conduct-of.ts";
import { secondsOf } from "../programs/prefixes.ts";
import type { Argument } from "./argument.ts";
import type { Frame, Stack } from "./frames.ts";
import { commandText } from "./launch-site.ts";
import type { Hop, Launch, Process } from "./process.ts";
import type { System } from "./system.ts";

/**
 * A program nobody knows that a loop runs, so that it is a job and no service: once for each word of a list, again and
 * again with a long time between, or behind `&` without end and without a look at those before.
 */
export function isRepeatedJob(system: System, process: Process, argv: readonly Argument[]): boolean {
  const parent = process.pid === 1 ? undefined : system.get(process.parent);
  const launch = process.launches.at(-1);
  if (launch === undefined || parent?.body.kind !== "shell") return false;
  if (isInPiles(system, process)) return true;
  const isNamed = isKnown(scriptOf(argv.map(({ text }) => text)));
  for (let at = ONE_BY_ONE.has(launch.hop) ? parent.body.frames : null; at !== null; at = at.below) {
    if (isOneOfMany(at.frame, launch, isNamed)) return true;
  }
  return isPartOfPeriod(system, process);
}

/** The shell that goes round waits for each before it starts the next. */
const ONE_BY_ONE: ReadonlySet<Hop> = new Set(["foreground", "pipeline"]);

/**
 * `for` runs it by a name that the files do not tell, as `"$hook"` or `python3 "$hook"` for each file of a folder, or with
 * the word as an argument.
 */
function isOneOfMany(frame: Frame, launch: Launch, isNamed: boolean): boolean {
  return frame.kind === "for" && (!isNamed || isAbout(launch, frame.node.name.text));
}

/** Whether the command names a variable. */
function isAbout({ site }: Launch, variable: string): boolean {
  return [...commandText(site).matchAll(/\$\{?(\w+)/g)].some(([, name]) => name === variable);
}

/** Seconds: nobody leaves a service down for so long before it is started again. */
const LONG = 60;

/** `while true; do report & sleep 60; done`, or `(report &)` there: services would pile up. */
function isInPiles(system: System, process: Process): boolean {
  let isBehind = false;
  for (const at of system.lineOf(process)) {
    isBehind ||= at.launches.at(-1)?.hop === "background";
    const body = isBehind ? system.get(at.parent)?.body : undefined;
    if (body?.kind === "shell" && isPilingUp(body.frames)) return true;
  }
  return false;
}

function isPilingUp(frames: Stack | null): boolean {
  for (let at = frames; at !== null; at = at.below) {
    if (at.frame.kind === "loop" && isEndless(at.frame.node) && sleepsOf(at.frame.node).length > 0)
      return !/\$!|\bwait\b|\bkill\b|\bbreak\b/.test(textOf(at.frame));
  }
  return false;
}

function textOf({ node, script }: Extract<Frame, { kind: "loop" }>): string {
  return script.source.text.slice(node.pos, node.end);
}

/** The innermost loop of a shell that goes round for ever; null where there is none. */
export function endlessLoopOf(frames: Stack | null): While | null {
  for (let at = frames; at !== null; at = at.below)
    if (at.frame.kind === "loop" && isEndless(at.frame.node)) return at.frame.node;
  return null;
}

/** `while true`, `while :`, `while [ 1 ]` */
function isEndless({ kind, clause }: While): boolean {
  const [only, ...others] = clause.commands;
  if (kind !== "while" || others.length > 0 || only?.command.type !== "Command") return false;
  const { name, args } = only.command;
  const words = [name, ...args].map((word) => (word?.type === "Word" ? word.text : ""));
  return /^(true|:|\[\[? "?(true|1)"? \]?\])$/.test(words.join(" "));
}

/** A loop that sleeps for long runs it, or the script that does: behind `&` too, unless it is to be killed there. */
function isPartOfPeriod(system: System, process: Process): boolean {
  for (const at of system.lineOf(process)) {
    const hop = at.launches[0]?.hop ?? "start";
    const isBehind = hop === "background";
    if (!isBehind && hop !== "subshell" && !ONE_BY_ONE.has(hop)) return false;
    const body = system.get(at.parent)?.body;
    for (let on = body?.kind === "shell" ? body.frames : null; on !== null; on = on.below)
      if (isPeriodic(on.frame, isBehind)) return true;
    if (isBehind) return false;
  }
  return false;
}

/** `while true; do report; sleep 3600; done` */
function isPeriodic(frame: Frame, isBehind: boolean): boolean {
  if (frame.kind !== "loop" || (isBehind && /\bkill\b/.test(textOf(frame)))) return false;
  return sleepsOf(frame.node).some(({ args: [word] }) => {
    const text = word?.type === "Word" ? word.text.replaceAll('"', "") : "";
    const variable = /^\$\{?(\w+)\}?$/.exec(text)?.[1];
    const length = variable === undefined ? text : defaultOf(variable, frame.script.source.text);
    return (secondsOf(/^(?:\$\{\w+:?-)?(\d+[smhd]?)\}?$/.exec(length)?.[1] ?? "") ?? 0) >= LONG;
  });
}

/** What a script takes where nobody has set a variable: `${PERIOD:-1h}`, `${PERIOD:=1h}`; empty where it has nothing. */
function defaultOf(variable: string, script: string): string {
  for (const [, name, value = ""] of script.matchAll(/\$\{(\w+):?[-=](\w+)\}/g))
    if (name === variable) return value;
  return "";
}

/** The `sleep`s of each round, behind `&` or not. */
function sleepsOf({ body }: While): readonly Command[] {
  return body.commands.flatMap(({ command }) =>
    command.type === "Command" && command.name?.value === "sleep" ? [command] : [],
  );
}
