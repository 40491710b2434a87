import { type MappedText, spanOf } from "../../mapped-text.ts";
import { nameOf } from "../../script/image-path.ts";
import type { ImageFiles } from "../../script/located.ts";
import type { Span } from "../../span.ts";
import type { Setting, Start } from "../../start/start-command.ts";
import { shortSignal } from "../machine/signal-names.ts";
import { serviceMends } from "../mends/deaf-service.ts";
import { forwardings } from "../mends/forwarding.ts";
import { wrapperMends } from "../mends/wrapper.ts";
import { nameInWords, serviceInWords } from "../names-in-words.ts";
import { stopsOn } from "../programs/stop-signals.ts";
import { isInit, isPackageManager } from "../programs/wrapper-kind.ts";
import type { ShellForm } from "../shell-form.ts";
import { sourceOf } from "../sites.ts";
import type { Play, ProcessNode, Stop } from "../stop.ts";
import { traceTo } from "../trace.ts";
import { arrivingSignal } from "./arriving-signal.ts";
import type { Break, Reach, ServiceBreak, WrapperBreak } from "./break.ts";
import { blamedWrapper, brokenHops, pathsToServices } from "./broken-hops.ts";
import { type ContainerWriter, initInFront, signalBeside } from "./container-mends.ts";
import { idleBreaks } from "./idle-breaks.ts";
import { isIdle, joinBreaks, keyOf, oncePerPlace, withoutParts } from "./join-breaks.ts";
import { withOtherLaunches } from "./other-launches.ts";
import { shellCause } from "./shell-cause.ts";
import type { Started } from "./started.ts";
import { startedAt } from "./started.ts";

/** What the breaks of a target are made out from, besides the plays. */
export interface BreakContext extends ContainerWriter {
  readonly start: Start;
  readonly shellForms: readonly ShellForm[];
  /** The files as they stand. */
  readonly sources: ReadonlyMap<string, string>;
  readonly files: ImageFiles;
}

/** The breaks of all plays, each place once, the worst play's first. */
export function findBreaks(stop: Stop, context: BreakContext): readonly Break[] {
  const goesWell = stop.plays.some(({ outcome }) => outcome === "graceful");
  const found = new Map<string, Break>();
  for (const play of stop.plays.flatMap(withOtherLaunches)) {
    const reach = play.choices.length === 0 || !goesWell ? "always" : "on-condition";
    for (const made of breaksOf(play, stop, reach, context)) {
      // A container that serves at other times does not live on by `sleep` alone.
      if (isIdle(made) && reach !== "always") continue;
      const known = found.get(keyOf(made));
      found.set(keyOf(made), known === undefined ? made : joinBreaks(known, made));
    }
  }
  for (const play of stop.others.flatMap(withOtherLaunches)) {
    for (const made of breaksOf(play, stop, "other-command", context)) {
      // A program nobody knows may just as well be a job that is done in a moment: `docker run image backup`.
      if (isSure(made) && !found.has(keyOf(made))) found.set(keyOf(made), made);
    }
  }
  return oncePerPlace(withoutParts([...found.values()]));
}

function isSure(made: Break): boolean {
  return "starts" in made && made.starts.every(({ service }) => service.known === true);
}

type Path = readonly ProcessNode[];

function breaksOf(play: Play, stop: Stop, reach: Reach, context: BreakContext): readonly Break[] {
  const { outcome } = play;
  const { grace } = stop;
  const { signal } = stop;
  if (outcome === "graceful" || outcome === "none" || outcome === "unknown") return [];
  const paths = pathsToServices(play.tree);
  const shared = { ...context, outcome, reach, grace, signal };
  if (isUnheard(play.tree, shortSignal(signal))) return unheardBreaks(play, shared);
  if (paths.length === 0) return idleBreaks(play, shared);
  // Where all of them end, a shell that goes on is the fault: one that stays, or that starts them anew.
  const allEnd = paths.every((path) => path.at(-1)?.end === "finished");
  const shells = new Map<ProcessNode, { readonly path: Path; readonly all: Started[] }>();
  const others: (WrapperBreak | ServiceBreak)[] = [];
  for (const path of paths.filter((each) => allEnd || each.at(-1)?.end !== "finished")) {
    const hops = brokenHops(path, signal);
    const wrapper = wrapperBreak(path, hops, shared);
    if (wrapper !== null) others.push(wrapper.made);
    for (const index of hops) {
      const parent = path[index];
      const started = startedAt(path, index + 1, wordsOf(context), context.sources);
      if (parent === undefined || started === null) continue;
      if (wrapper !== null && (index >= wrapper.index || started.span.start === wrapper.made.span.start))
        continue;
      const group = shells.get(parent) ?? { path: path.slice(0, index + 1), all: [] };
      shells.set(parent, group);
      if (!group.all.some(({ child }) => child === started.child)) group.all.push(started);
    }
    const deaf = hops.length === 0 && wrapper === null ? serviceBreak(path, shared) : null;
    if (deaf !== null) others.push(deaf);
  }
  const atShells = [...shells].flatMap(([parent, { path, all }]) => {
    const everything = startedBelow(parent, paths, context);
    return shellBreaks(parent, path, { all, everything }, shared);
  });
  return [...atShells, ...others];
}

/** The signal is the one that stops the container. */
type PlayContext = BreakContext & Pick<Break, "outcome" | "reach" | "grace" | "signal">;

function shellBreaks(
  parent: ProcessNode,
  path: Path,
  { all, everything }: { readonly all: readonly Started[]; readonly everything: readonly Started[] },
  { start, shellForms, sources, signal: stopSignal, outcome, reach, grace }: PlayContext,
): readonly Break[] {
  const [first, ...rest] = all.toSorted((a, b) => a.span.start - b.span.start);
  if (first === undefined) return [];
  const broken = {
    parent,
    parentName: nameInWords(parent),
    isPid1: parent.pid === 1 && start.pidNamespace !== "shared",
    span: first.span,
    trace: traceTo(path, start),
    starts: [first, ...rest] as const,
    outcome,
    reach,
    grace,
    signal: arrivingSignal(path, stopSignal),
  };
  const context = { signal: shortSignal(broken.signal), sources, start };
  const cause = shellCause(broken, { ...context, path, shellForms });
  return [{ ...broken, cause, forwardings: forwardings({ ...broken, everything }, context) }];
}

/** The commands that start the services below a shell, those that come to their end as well. */
function startedBelow(
  parent: ProcessNode,
  paths: readonly Path[],
  context: BreakContext,
): readonly Started[] {
  const children = new Map<ProcessNode, Started>();
  for (const path of paths) {
    const index = path.indexOf(parent);
    const started = index === -1 ? null : startedAt(path, index + 1, wordsOf(context), context.sources);
    if (started !== null && !children.has(started.child)) children.set(started.child, started);
  }
  return [...children.values()];
}

/** The wrapper that is to blame for what becomes of a service, with the shell that it runs it through. */
function wrapperBreak(
  path: Path,
  hops: readonly number[],
  context: PlayContext,
): { readonly index: number; readonly made: WrapperBreak } | null {
  const index = blamedWrapper(path, hops) ?? aboveHiddenShell(path, hops, context);
  const wrapper = index === null ? undefined : path[index];
  const span = index === null ? null : spanOfStart(path, index, context);
  if (index === null || wrapper === undefined || span === null) return null;
  const below = hops.find((hop) => hop > index) ?? null;
  const { start, sources, outcome, reach, grace } = context;
  const inside = below === null ? null : startedAt(path, below + 1, wordsOf(context), sources);
  const made: WrapperBreak = {
    cause: { kind: isPackageManager(wrapper.name) ? "package-manager" : "wrapper" },
    wrapper,
    runs: serviceInWords(path.findLast((node, at) => at > index && isWritten(node)) ?? path.at(-1)),
    shell: below === null ? null : (path[below] ?? null),
    inside,
    ...wrapperMends({ path, index, inside, isReached: wrapper.signal !== "never" }, context),
    span,
    trace: traceTo(path, start),
    outcome,
    reach,
    grace,
    signal: arrivingSignal(path.slice(0, index + 1), context.signal),
  };
  return { index, made };
}

/** Whether somebody has written the command down; others a program starts by itself, and nobody knows them by name. */
function isWritten({ launches }: ProcessNode): boolean {
  return launches.some(({ site }) => site !== null);
}

/** The index of the wrapper whose own shell breaks the way, with a command line that siglint cannot point to. */
function aboveHiddenShell(path: Path, hops: readonly number[], context: PlayContext): number | null {
  const hidden = hops.find((hop) => startedAt(path, hop + 1, wordsOf(context), context.sources) === null);
  const index = path.findLastIndex((node, at) => node.role === "wrapper" && at < (hidden ?? 0));
  return index === -1 ? null : index;
}

/** The signal comes through to a service that makes nothing of it. */
function serviceBreak(path: Path, context: PlayContext): ServiceBreak | null {
  const service = path.at(-1);
  const span = spanOfStart(path, path.length - 1, context);
  if (service === undefined || span === null || service.signal === "never") return null;
  if (service.heeds === "always" || service.heeds === undefined || service.end === "finished") return null;
  const { start, outcome, reach, grace } = context;
  const signal = arrivingSignal(path, context.signal);
  const isOther = signal !== context.signal;
  const { better, advice, mends } = serviceMends(service, shortSignal(signal), context);
  return {
    // As PID 1 it would do nothing on the signal in any case.
    cause: {
      kind:
        service.ignoring !== undefined && (service.pid !== 1 || start.pidNamespace === "shared")
          ? "ignored-signal"
          : "deaf-service",
    },
    service,
    // What a supervisor sends is none of the image's settings.
    ...(isOther
      ? { better: null, advice, mends: [] }
      : {
          better,
          advice,
          mends: [...(signalBeside(service, better, context) ?? mends), ...initInFront(service, context)],
        }),
    span,
    trace: traceTo(path, start),
    outcome,
    reach,
    grace,
    signal,
  };
}

/** PID 1 is a supervisor that has no use for the stop signal. */
function isUnheard({ role, name, signal: fate }: ProcessNode, signal: string): boolean {
  return role === "wrapper" && fate === "ignored" && !isInit(name) && !stopsOn(nameOf(name), signal);
}

function unheardBreaks({ tree }: Play, context: PlayContext): readonly ServiceBreak[] {
  const { start, outcome, reach, grace, signal } = context;
  const mends = serviceMends(tree, shortSignal(signal), context);
  const [span, trace] = [instructionOf(tree, start), traceTo([tree], start)];
  const made = { service: tree, ...mends, span, trace, outcome, reach, grace, signal };
  return [{ cause: { kind: "deaf-service" }, ...made }];
}

/** Where the process at an index was started: a command of a script, else the instruction that names it. */
function spanOfStart(path: Path, index: number, { start, sources }: PlayContext): Span | null {
  const site = path[index]?.launches.findLast((launch) => launch.site !== null)?.site;
  if (site === undefined || site === null) return instructionOf(path[index], start);
  const source: MappedText = sourceOf(site, start.command?.argv ?? []);
  return sources.has(source.file) ? spanOf(source, site.start, site.end) : null;
}

function instructionOf(node: ProcessNode | undefined, { command, place }: Start): Span {
  const names = (setting: Setting | null | undefined): boolean =>
    setting?.words.some(({ text }) => nameOf(text) === nameOf(node?.name ?? "")) === true;
  const setting = names(command?.entrypoint)
    ? command?.entrypoint
    : names(command?.cmd)
      ? command?.cmd
      : null;
  return setting?.instruction ?? place;
}

function wordsOf({ start }: BreakContext): NonNullable<Start["command"]>["argv"] {
  return start.command?.argv ?? [];
}
