import type { ProcessNode } from "../explanation.ts";
import { spanOf } from "../mapped-text.ts";
import type { Launch } from "../process/machine/process.ts";
import { sourceOf } from "../process/sites.ts";
import type { ProcessNode as PlayedProcess, Role, SignalFate } from "../process/stop.ts";
import type { Span } from "../span.ts";
import type { Start, StartWord } from "../start/start-command.ts";
import { shortName } from "./command-name.ts";

const roles: Readonly<Record<Role, ProcessNode["role"]>> = {
  shell: "shell",
  service: "service",
  wrapper: "wrapper",
  helper: "other",
  unknown: "other",
};

const signals: Readonly<Record<SignalFate, ProcessNode["signal"]>> = {
  handled: "handled",
  forwarded: "passed-on",
  ignored: "ignored",
  killed: "kills",
  never: "never",
};

/** A played process and those below it, as they are shown. */
export function explainProcess(node: PlayedProcess, start: Start): ProcessNode {
  const { launches, shell, end } = node;
  const words = start.command?.argv ?? [];
  const isFirst = node.pid === 1;
  const last = launches.at(-1);
  const spans = launches.map((launch) => launchSpan(launch, words));
  return {
    name: processName(node),
    pid1: isFirst && start.pidNamespace !== "shared",
    role: roles[node.role],
    span: spans.findLast((span) => span !== null) ?? (isFirst ? start.place : null),
    signal: signals[node.signal],
    shell,
    subshell: !isFirst && shell !== null && last?.site === null && last.hop !== "wrapper",
    trapWaitsFor: trapWaitsFor(node),
    history: historyOf(node),
    end,
    unseen: node.unseen?.reason ?? null,
    children: node.children.map((child) => explainProcess(child, start)),
  };
}

/** Where the command of a launch stands: in a script, or among the words of the start command; null for neither. */
export function launchSpan({ hop, name, site }: Launch, words: readonly StartWord[]): Span | null {
  if (site !== null) {
    const source = sourceOf(site, words);
    return source.file === "" ? null : spanOf(source, site.start, site.end);
  }
  const word = words.find(({ text, origin }) => text === name && origin.kind === "file");
  return hop === "start" || word?.origin.kind !== "file" ? null : word.origin.span;
}

/** A process as people call it: without folders. */
export function processName({ name, launches }: PlayedProcess): string {
  const last = launches.at(-1);
  return last === undefined || last.name !== name
    ? shortName({ hop: "start", name, site: null })
    : shortName(last);
}

/** The names of the services below and at a process, in the order of their start. */
export function serviceNames(node: PlayedProcess): readonly string[] {
  const isService = (node.role === "service" || node.role === "unknown") && node.idle !== true;
  return [...(isService ? [processName(node)] : []), ...node.children.flatMap(serviceNames)];
}

/** A shell runs no trap before the command in its foreground has ended (POSIX, 2.12, Signals and Error Handling). */
function trapWaitsFor({ resting, signal, children, trapRan }: PlayedProcess): string | null {
  if (signal !== "handled" || (resting !== "foreground" && resting !== "sleep")) return null;
  const killed = children.filter(({ end }) => end === "killed");
  // `fg` has taken a job of the background up.
  const job = trapRan === false ? killed[0] : undefined;
  const inFront = killed.find(({ launches }) => launches[0]?.hop !== "background") ?? job;
  return inFront === undefined ? null : processName(inFront);
}

function historyOf({ launches }: PlayedProcess): readonly string[] {
  const names = launches.map(shortName);
  return names.filter((name, index) => name !== names[index - 1]);
}
