import type { Edit, Outcome, TraceStep } from "../diagnostic.ts";
import { type MappedText, spanOf } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import type { Start, StartWord } from "../start/start-command.ts";
import { findDeaf } from "./deaf.ts";
import { chainTo } from "./exec-place.ts";
import { forwardingTrap } from "./forwarding-trap.ts";
import { nameInWords } from "./in-words.ts";
import type { Hop, LaunchSite } from "./machine/process.ts";
import { shortSignal } from "./machine/signal-names.ts";
import { type SignalWord, unknownSignalWords } from "./signal-words.ts";
import { type ExecInsertion, execInsertion, shownCommand, sourceOf } from "./sites.ts";
import type { Play, ProcessNode, Stop } from "./stop.ts";
import { traceTo } from "./trace.ts";

/** A process at which the stop signal stops on its way to services, and the commands that start those. */
export interface Break {
  /** How the services are started: what a mend has to change. `background` where any of them stands behind `&`. */
  readonly kind: BreakKind;
  /** The process that does not pass the signal on, or leaves before the services have ended. */
  readonly parent: ProcessNode;
  /** `parent` as messages call it: `sh (dash)`. */
  readonly parentName: string;
  /** The way from the Dockerfile to `parent`. */
  readonly trace: readonly TraceStep[];
  readonly starts: readonly [Started, ...Started[]];
  readonly outcome: Outcome;
  readonly reach: Reach;
  /** What a mend of services behind `&` needs; null for other breaks. */
  readonly background: {
    /** Why the shell's handler for the stop signal is in vain; null where it has none. */
    readonly handler: HandlerFault | null;
    /** What the script says of the signal in vain. */
    readonly unknownWords: readonly SignalWord[];
    /** A trap that forwards and waits; null where it cannot be put in line by line. */
    readonly trap: readonly Edit[] | null;
  } | null;
}

export type HandlerFault =
  /** It waits for a command in the foreground, whose name that is where it has one. */
  | { readonly kind: "waits"; readonly command: string | null }
  | { readonly kind: "passes-nothing-on" }
  /** The shell ends before the services have. */
  | { readonly kind: "leaves-early" }
  /** The services end, and the script goes on, or starts them anew. */
  | { readonly kind: "goes-on" };

/**
 * How a container comes to a break: whenever it is stopped; only where a condition goes one way, and well where it goes
 * the other; or only when it is started with another command.
 */
export type Reach = "always" | "on-condition" | "other-command";

export type BreakKind = Exclude<Hop, "start" | "exec" | "implicit-exec" | "wrapper"> | "detached";

/** A command below a break, and what it starts. */
export interface Started {
  readonly kind: BreakKind;
  /** As people call it: `./server`. */
  readonly name: string;
  readonly child: ProcessNode;
  readonly service: ProcessNode;
  readonly site: LaunchSite;
  /** The script that the command stands in, with the way back to the file. */
  readonly source: MappedText;
  readonly span: Span;
  /** The command line as it stands in the file, from its first word on. */
  readonly text: string;
  /** What would make nothing of the signal if it came through to this command; null where all would be well. */
  readonly deaf: ProcessNode | null;
  /** Where `exec` in front makes the shell become this command, in the file; null where it would not do that, or in vain. */
  readonly exec: ExecInsertion | null;
}

/** The breaks of all plays, the worst play's first. `sources` holds the files as they stand. */
export function findBreaks(stop: Stop, start: Start, sources: ReadonlyMap<string, string>): readonly Break[] {
  const goesWell = stop.plays.some(({ outcome }) => outcome === "graceful" || outcome === "none");
  const found = new Map<string, Break>();
  for (const play of stop.plays) {
    const reach = play.choices.length === 0 || !goesWell ? "always" : "on-condition";
    for (const made of breaksOf(play, shortSignal(stop.signal), reach, { start, sources })) {
      const known = found.get(keyOf(made));
      found.set(keyOf(made), known === undefined ? made : joinBreaks(known, made));
    }
  }
  for (const play of stop.others) {
    for (const made of breaksOf(play, shortSignal(stop.signal), "other-command", { start, sources })) {
      // A program nobody knows may just as well be a job that is done in a moment: `docker run image backup`.
      const isSure = made.starts.every(({ service }) => service.known === true);
      if (isSure && !found.has(keyOf(made))) found.set(keyOf(made), made);
    }
  }
  return withoutParts([...found.values()]);
}

/** What another break takes in (the same commands, started besides others) is no fault of its own. */
function withoutParts(breaks: readonly Break[]): readonly Break[] {
  const isPart = (part: Break, whole: Break): boolean =>
    part.starts.length < whole.starts.length &&
    part.starts.every(({ span }) => whole.starts.some((other) => sameSpan(span, other.span)));
  return breaks
    .filter((part) => !breaks.some((whole) => isPart(part, whole)))
    .map((whole) => {
      const isCertain = breaks.some((part) => part.reach === "always" && isPart(part, whole));
      return isCertain ? { ...whole, reach: "always" } : whole;
    });
}

function sameSpan(one: Span, other: Span): boolean {
  return one.file === other.file && one.start === other.start;
}

function keyOf({ kind, starts: [{ span }] }: Break): string {
  return `${kind} ${span.file}:${span.start}`;
}

/** One break met in two plays: what is certain in one of them is certain, a mend must hold in both. */
function joinBreaks(worst: Break, other: Break): Break {
  const [first, ...rest] = worst.starts.map((each) => {
    const same = other.starts.find(({ span }) => span.start === each.span.start);
    if (same === undefined || each.exec === null || same.exec?.safe === true) return each;
    return { ...each, exec: same.exec };
  });
  const starts = first === undefined ? worst.starts : ([first, ...rest] as const);
  return { ...worst, starts, reach: other.reach === "always" ? "always" : worst.reach };
}

interface Files {
  readonly start: Start;
  readonly sources: ReadonlyMap<string, string>;
}

function breaksOf(play: Play, signal: string, reach: Reach, { start, sources }: Files): readonly Break[] {
  const words = start.command?.argv ?? [];
  const { outcome } = play;
  if (outcome === "graceful" || outcome === "none" || outcome === "unknown") return [];
  const starts = new Map<ProcessNode, { readonly path: readonly ProcessNode[]; readonly all: Started[] }>();
  const paths = pathsToServices(play.tree);
  // Where all of them end, a shell that goes on is the fault: one that stays, or that starts them anew.
  const allEnd = paths.every((path) => path.at(-1)?.end === "finished");
  for (const path of paths) {
    const service = path.at(-1);
    if (service === undefined || (!allEnd && service.end === "finished")) continue;
    for (const index of brokenHops(path, signal)) {
      const parent = path[index];
      const started = startedAt(path, index + 1, words, sources);
      if (parent === undefined || started === null) continue;
      const group = starts.get(parent) ?? { path: path.slice(0, index + 1), all: [] };
      starts.set(parent, group);
      if (!group.all.some(({ child }) => child === started.child)) group.all.push(started);
    }
  }
  return [...starts].flatMap(([parent, { path, all }]) => {
    const [first, ...rest] = all.toSorted((a, b) => a.span.start - b.span.start);
    if (first === undefined) return [];
    const kind = all.some((each) => each.kind === "background") ? "background" : first.kind;
    const made: Break = {
      kind,
      parent,
      parentName: nameInWords(parent),
      trace: traceTo(path, start),
      starts: [first, ...rest],
      outcome,
      reach,
      background: null,
    };
    return [kind === "background" ? { ...made, background: behindAmpersand(made, signal, sources) } : made];
  });
}

function behindAmpersand(
  made: Break,
  signal: string,
  sources: ReadonlyMap<string, string>,
): Break["background"] {
  const { parent, starts } = made;
  const hasHandler =
    parent.trapped.includes(signal) || (parent.shell === "bash" && parent.trapped.includes("EXIT"));
  const isShell = parent.shell !== null && !hasHandler;
  const unknownWords = isShell ? unknownSignalWords(starts[0].source, starts[0].site.shell, signal) : [];
  const handler = hasHandler ? handlerFault(made) : null;
  return { handler, unknownWords, trap: forwardingTrap(made, signal, sources) };
}

function handlerFault({ parent, starts, outcome }: Break): HandlerFault {
  if (parent.trapRan === false) {
    const command = parent.children.find(({ launches }) => launches[0]?.hop === "foreground");
    return { kind: "waits", command: command?.name ?? null };
  }
  if (outcome !== "stuck" && starts.some(({ child }) => child.signal === "never"))
    return { kind: "passes-nothing-on" };
  return { kind: outcome === "cut" ? "leaves-early" : "goes-on" };
}

function pathsToServices(root: ProcessNode): readonly (readonly ProcessNode[])[] {
  const below = root.children.flatMap((child) => pathsToServices(child).map((path) => [root, ...path]));
  const isService = (root.role === "service" || root.role === "unknown") && root.idle !== true;
  return isService ? [[root], ...below] : below;
}

/** The indexes of the processes on the path that keep the signal from what they started, the nearest to the service first. */
function brokenHops(path: readonly ProcessNode[], signal: string): readonly number[] {
  const broken: number[] = [];
  for (let index = path.length - 2; index >= 0; index--) {
    const parent = path[index];
    const child = path[index + 1];
    if (parent === undefined || child === undefined) continue;
    if (isBroken(parent, child, signal, broken.length > 0)) broken.push(index);
  }
  return broken;
}

function isBroken(parent: ProcessNode, child: ProcessNode, signal: string, explained: boolean): boolean {
  if (parent.role === "wrapper" || parent.role === "unknown") return false;
  switch (parent.signal) {
    case "forwarded":
      return false;
    case "ignored":
    case "killed":
      return true;
    case "handled":
      return child.signal === "never" || !explained;
    case "never":
      // Would it, if the signal came this far? A handler that can run is taken to be right.
      return !(parent.trapped.includes(signal) && (parent.resting === "wait" || parent.resting === "read"));
  }
}

function startedAt(
  path: readonly ProcessNode[],
  index: number,
  words: readonly StartWord[],
  sources: ReadonlyMap<string, string>,
): Started | null {
  const child = path[index];
  const service = path.at(-1);
  const hop = child?.launches[0]?.hop;
  if (child === undefined || service === undefined || hop === undefined) return null;
  if (hop === "start" || hop === "exec" || hop === "implicit-exec" || hop === "wrapper") return null;
  const launch = path
    .slice(index)
    .flatMap((node) => node.launches)
    .find(({ site }) => site !== null);
  const site = launch?.site;
  if (launch === undefined || site === undefined || site === null) return null;
  const source = sourceOf(site, words);
  // A command line that a wrapper knows by itself stands in no file.
  if (!sources.has(source.file)) return null;
  const deaf = findDeaf(path, index, hop === "background" ? "trap" : "exec");
  return {
    kind: hop === "background" && !standsBehindAmpersand(site) ? "detached" : hop,
    name: shownCommand(launch.name, site),
    child,
    service,
    site,
    source,
    span: spanOf(source, site.start, site.end),
    text: source.text.slice(site.name, site.end),
    deaf,
    exec: hop === "foreground" && deaf === null ? execInsertion(site, source, sources) : null,
  };
}

/** A daemon that goes to the background by itself was started like any command. */
function standsBehindAmpersand(site: LaunchSite): boolean {
  return chainTo(site.script.root, site).some(
    (node) => node.type === "Coproc" || (node.type === "Statement" && node.background === true),
  );
}
