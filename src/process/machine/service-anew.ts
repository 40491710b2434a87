import type { Argument } from "./argument.ts";
import { nodeNumber } from "./frames.ts";
import { commandWords } from "./launch-site.ts";
import type { Process } from "./process.ts";
import type { System } from "./system.ts";

/**
 * A service is started again at a stop: a loop has come round to it, or it goes under the name that it had, and not by
 * another verb (`server run`, `server stop`).
 */
export function isServiceAnew(system: System, process: Process, [, ...args]: readonly Argument[]): boolean {
  if (isNextRound(system, process)) return true;
  const [first] = args;
  if (!system.servicesAtStop.has(process.name) || args.some(({ text }) => STOPPING.test(text))) return false;
  const verb = asVerb(first?.text);
  const others = [...system.processes.values()].filter(
    (other) => other !== process && other.name === process.name && verbOf(other) !== null,
  );
  return verb === null || others.length === 0 || others.some((other) => verbOf(other) === verb);
}

/** `java -jar server.jar stop`: the service that runs is told something. */
const STOPPING = /^(--?)?(stop|shutdown|quit|halt)$/;

/** Whether a loop has come round to it once more. */
export function isNextRound(system: System, process: Process): boolean {
  const place = loopPlace(process);
  return place !== null && system.endedInLoops.has(place);
}

/** Notes that a program has ended by itself that a loop may run. */
export function noteEndInLoop(system: System, process: Process): void {
  const place = loopPlace(process);
  if (place !== null && !system.endedInLoops.has(place))
    system.endedInLoops = new Set([...system.endedInLoops, place]);
}

/** Where a loop runs it: a text for the command; null where none does. */
function loopPlace({ launches }: Process): string | null {
  const site = launches.at(-1)?.site ?? null;
  return site?.after === "loop" ? `${nodeNumber(site.script)} ${site.start}` : null;
}

/** The word behind the program's name, where it looks like a verb. */
function verbOf({ launches }: Process): string | null {
  const words = commandWords(launches.at(-1)?.site ?? null);
  const second = words[words[0] === "exec" ? 2 : 1] ?? "";
  return asVerb(second.replace(/^(["'])(.*)\1$/, "$2"));
}

function asVerb(word: string | undefined): string | null {
  return word !== undefined && /^[a-z][\w:-]*$/.test(word) ? word : null;
}
