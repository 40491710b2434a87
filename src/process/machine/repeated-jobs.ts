import { isKnown } from "../../hole.ts";
import { scriptOf } from "../programs/conduct-of.ts";
import { secondsOf } from "../programs/prefixes.ts";
import type { Argument } from "./argument.ts";
import type { Frame } from "./frames.ts";
import type { Hop, Launch, Process } from "./process.ts";
import type { System } from "./system.ts";

/**
 * A program nobody knows that a loop runs and waits for, so that it is a job and no service: once for each word of a list,
 * or again and again with a long time between.
 */
export function isRepeatedJob(system: System, process: Process, argv: readonly Argument[]): boolean {
  const parent = process.pid === 1 ? undefined : system.get(process.parent);
  const launch = process.launches.at(-1);
  if (launch === undefined || !ONE_BY_ONE.has(launch.hop) || parent?.body.kind !== "shell") return false;
  const isNamed = isKnown(scriptOf(argv.map(({ text }) => text)));
  for (let at = parent.body.frames; at !== null; at = at.below) {
    if (isOneOfMany(at.frame, launch, isNamed) || isPeriodic(at.frame)) return true;
  }
  return false;
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
  const text = site?.script.source.text.slice(site.name, site.end) ?? "";
  return [...text.matchAll(/\$\{?(\w+)/g)].some(([, name]) => name === variable);
}

/** Seconds: nobody leaves a service down for so long before it is started again. */
const LONG = 60;

/** `while true; do report; sleep 3600; done` */
function isPeriodic(frame: Frame): boolean {
  if (frame.kind !== "loop") return false;
  return frame.node.body.commands.some(({ command }) => {
    if (command.type !== "Command" || command.name?.value !== "sleep") return false;
    const word = command.args[0];
    const length = word?.type === "Word" ? /^"?(?:\$\{\w+:?-)?(\d+[smhd]?)\}?"?$/.exec(word.text)?.[1] : null;
    return (secondsOf(length ?? "") ?? 0) >= LONG;
  });
}
