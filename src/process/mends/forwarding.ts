import type { Edit } from "../../diagnostic.ts";
import { type MappedText, wholeFile } from "../../mapped-text.ts";
import { eachChild, parseShell } from "../../shell/parse.ts";
import type { Command, SyntaxNode } from "../../shell/syntax.ts";
import type { Start } from "../../start/start-command.ts";
import type { Forwarding, ShellBreak } from "../breaks/break.ts";
import type { Started } from "../breaks/started.ts";
import { mentionsInTrap } from "../signal-words.ts";
import type { NodeTrap, ProcessNode } from "../stop.ts";
import { foregroundOf } from "./foreground.ts";
import { type HandlerMend, handlerMends, quoted } from "./handler.ts";
import { type NamedUnits, nameUnits, putBehind } from "./named-unit.ts";
import { firstPartApart } from "./pipeline.ts";
import { type RestMend, restMends } from "./rest.ts";
import { ScriptText } from "./script-text.ts";
import { daemonUnits, execUnit, pipelineUnits, type Unit, unitsOf } from "./unit.ts";

export interface ForwardingContext {
  /** The stop signal without `SIG`. */
  readonly signal: string;
  readonly sources: ReadonlyMap<string, string>;
  readonly start: Start;
}

interface Broken extends Pick<ShellBreak, "parent" | "starts"> {
  /** All that the shell has started, what comes to its end as well: a handler must go on reaching that. */
  readonly everything: readonly Started[];
}

/** More ways than that are not worth trying. */
const MOST = 12;

/**
 * The ways to let a shell keep the pid of every service, pass the signal on in a trap, wait for all of them, and rest in
 * `wait` (POSIX, `trap`; 2.12), likely ones first: which of them does it has to be tried. None where the script is not
 * built so that commands can be put in.
 */
export function forwardings(broken: Broken, context: ForwardingContext): readonly Forwarding[] {
  const { parent, starts, everything } = broken;
  const [{ source }] = starts;
  if (!starts.every((start) => isPossible(start, source))) return [];
  const all = everything.filter((start) => isPossible(start, source));
  const choices = all.map((start) => unitsThatStay(start, parent, context));
  if (choices.some((units) => units.length === 0)) return [];
  const depths = Math.max(...choices.map((units) => units.length));
  return Array.from({ length: depths }, (_, depth) =>
    all.flatMap(({ name }, index): readonly Program[] => {
      const units = choices[index] ?? [];
      const unit = units[Math.min(depth, units.length - 1)];
      return unit === undefined ? [] : [{ unit, name }];
    }),
  )
    .flatMap((programs) => forwardingsOf(broken, programs, context))
    .slice(0, MOST);
}

/** What a unit of the script starts. */
interface Program {
  readonly unit: Unit;
  readonly name: string;
}

/** The pid of a daemon is not `$!`, nor is that of the first in a pipeline: they are started in another way. */
function unitsThatStay(started: Started, parent: ProcessNode, context: ForwardingContext): readonly Unit[] {
  const { site, kind } = started;
  switch (kind) {
    case "detached": {
      const script = foregroundOf(started, context);
      return script === null ? [] : daemonUnits(site, script);
    }
    case "pipeline": {
      const apart = firstPartApart(started, parent);
      return apart === null ? [] : pipelineUnits(site, apart);
    }
    default:
      return unitsOf(site, kind);
  }
}

/** What is deaf to the signal is no better off. */
function isPossible({ kind, deaf, source }: Started, own: MappedText): boolean {
  return deaf === null && source === own && kind !== "substitution";
}

function forwardingsOf(
  broken: Broken,
  started: readonly Program[],
  context: ForwardingContext,
): readonly Forwarding[] {
  const { parent, starts } = broken;
  const [{ source }] = starts;
  const isGone = parent.shell === null && parent.idle !== true;
  const own = isGone ? ownProgram(broken) : null;
  if (isGone && own === null) return [];
  const named = nameAll(own === null ? started : [...started, own], source.text);
  const last = named.units.at(-1);
  if (last === undefined) return [];
  const forward = `kill -${context.signal} ${named.all}; wait ${named.all}`;
  const rests = restMends(broken, last, named.last);
  const ways = trapWays(broken, named, forward, context);
  return rests.flatMap((rest) =>
    ways.flatMap((way) => {
      const edits = editsOf(source, named, way, rest, context);
      const moves = named.units.flatMap(({ isBehind, program }) => (isBehind ? [] : program));
      return edits === null ? [] : [{ edits, moves, changesHandler: way.handler !== null }];
    }),
  );
}

/** The command by which the shell that started the services became another. */
function ownProgram({ parent, starts: [first] }: Broken): Program | null {
  const launch = parent.launches.findLast(
    ({ hop, site }) => (hop === "exec" || hop === "implicit-exec") && site?.script === first.site.script,
  );
  const unit = launch?.site === undefined || launch.site === null ? null : execUnit(launch.site);
  return unit === null || launch === undefined ? null : { unit, name: launch.name };
}

/** Each unit once, in the order of the script. */
function nameAll(programs: readonly Program[], text: string): NamedUnits {
  const inOrder = programs
    .filter(({ unit }, index) => programs.findIndex((other) => other.unit.start === unit.start) === index)
    .toSorted((one, other) => one.unit.start - other.unit.start);
  return nameUnits(
    inOrder.map(({ unit }) => unit),
    inOrder.map(({ name }) => name),
    text,
  );
}

/** One way to set or change the trap. */
interface TrapWay {
  /** What a new trap does; null where one is changed. */
  readonly action: string | null;
  /** The `wait` that the new trap goes in front of; null for behind the last service. */
  readonly before: Command | null;
  readonly handler: { readonly host: MappedText; readonly mend: HandlerMend } | null;
}

function trapWays(
  { parent, starts: [{ source }] }: Broken,
  { units }: NamedUnits,
  forward: string,
  context: ForwardingContext,
): readonly TrapWay[] {
  const handler =
    parent.shell === null ? undefined : parent.traps.find((trap) => trap.signal === context.signal);
  const changed = handler === undefined ? [] : changedWays(handler, source, forward, context);
  // Another trap in its place would leave out what the author wants done at a stop.
  if (handler !== undefined && handler.work !== "none") return changed;
  const wait = mentionsInTrap(source, context.signal) ? waitBehind(source, units.at(-1)?.end ?? 0) : null;
  // A loop would start the service anew.
  const isLoop = units.some(({ inLoop, background }) => inLoop && !background);
  const actions = isLoop ? [`${forward}; exit`] : [forward, `${forward}; exit`];
  const fresh = actions.flatMap((action) => [
    { action, before: null, handler: null },
    ...(wait === null ? [] : [{ action, before: wait, handler: null }]),
  ]);
  return [...changed, ...fresh];
}

function changedWays(
  handler: NodeTrap,
  source: MappedText,
  forward: string,
  { sources, start }: ForwardingContext,
): readonly TrapWay[] {
  const { file } = handler.span;
  const host = file === source.file ? source : wholeFile(file, sources.get(file) ?? "");
  const script = ScriptText.open(host, sources, start.command);
  if (script === null) return [];
  return handlerMends(script, handler, forward).map((mend) => ({
    action: null,
    before: null,
    handler: { host, mend },
  }));
}

/** The last `wait` behind the services. */
function waitBehind(source: MappedText, end: number): Command | null {
  let found: Command | null = null;
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command" && node.name?.value === "wait" && node.pos > end) found = node;
    eachChild(node, visit);
  };
  visit(parseShell(source).root);
  return found;
}

function editsOf(
  source: MappedText,
  named: NamedUnits,
  { action, before, handler }: TrapWay,
  rest: RestMend,
  { signal, sources, start }: ForwardingContext,
): readonly Edit[] | null {
  const script = ScriptText.open(source, sources, start.command);
  const host =
    handler === null || handler.host === source
      ? script
      : ScriptText.open(handler.host, sources, start.command);
  if (script === null || host === null) return null;
  const trap = action === null ? null : `trap ${quoted(action, script)} ${signal}`;
  if (trap !== null && before !== null) putBefore(script, before, trap);
  handler?.mend(host);
  putBehind(script, named, trap === null || before !== null ? [] : [trap]);
  rest(script);
  const own = script.edits;
  const others = host === script ? [] : host.edits;
  return own === null || others === null ? null : [...own, ...others];
}

function putBefore(script: ScriptText, { pos, end }: Command, command: string): void {
  const indent = script.indentOf(pos, end);
  script.insert(pos, indent === null ? `${command}; ` : `${command}\n${indent}`);
}
