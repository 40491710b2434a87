import { eachChild } from "../shell/parse.ts";
import type { Command, ParsedScript, Statement, SyntaxNode } from "../shell/syntax.ts";
import type { LaunchSite } from "./machine/process.ts";

/** Where `exec` can be put in front of a command, as an offset into the script's text. */
export interface ExecPlace {
  readonly at: number;
  /** The exit status stays the same, and nothing that the author wrote is left out. */
  readonly safe: boolean;
}

/**
 * Where `exec` would make the shell become this command; null where it would not (a pipeline, a subshell, a loop), or
 * where it would drop handlers or commands that come after (POSIX, `exec`).
 */
export function findExecPlace(site: LaunchSite): ExecPlace | null {
  if (site.traps.length > 0 || site.after === "loop" || site.after === "commands") return null;
  const chain = chainTo(site.script.root, site);
  const command = chain.at(-1);
  if (command?.type !== "Command") return null;
  // bash's `time` measures in the shell itself, and tells nothing once that has become the command.
  const isTimed = chain.some((node) => node.type === "Pipeline" && node.prefixes.length > 0);
  if (isTimed && site.shell !== "bash") return null;
  const at = execOffset(command, site.name);
  const ending = at === null ? "lost" : endingAt(chain, callersIn(site.script.root));
  return at === null || ending === "lost" ? null : { at, safe: ending === "same" && !isTimed };
}

/** What it changes when the last node of a chain becomes an `exec`: nothing but the exit status, or nothing at all; null where it would drop what comes after. */
export function endsScript(chain: readonly SyntaxNode[], site: LaunchSite): "same" | "status" | null {
  if (site.traps.length > 0) return null;
  const ending = endingAt(chain, callersIn(site.script.root));
  return ending === "lost" ? null : ending;
}

/**
 * Where `exec` goes into a command whose first word begins at `name`; null where there is one, or where it would do
 * something else. `command app` becomes `command exec app`; `exec command app` would look for a program of that name.
 */
export function execOffset(command: Command, name: number): number | null {
  const word = command.name?.value;
  // A process that leads its group cannot become a session leader, so setsid forks, and PID 1 ends (setsid(1)).
  if (isExec(command) || word === "builtin" || word === "setsid") return null;
  if (word !== "command") return name;
  const [first] = command.args;
  return first === undefined || first.type !== "Word" || first.value.startsWith("-") ? null : first.pos;
}

/** `exec app`, or `command exec app`. */
export function isExec({ name, args: [first] }: Command): boolean {
  return (
    name?.value === "exec" || (name?.value === "command" && first?.type === "Word" && first.value === "exec")
  );
}

/** The nodes from the root down to the one that spans exactly `[start, end)`. */
export function chainTo(
  root: SyntaxNode,
  { start, end }: { readonly start: number; readonly end: number },
): readonly SyntaxNode[] {
  const chain: SyntaxNode[] = [];
  for (let at: SyntaxNode | null = root; at !== null; ) {
    chain.push(at);
    if (at.type === "Command" && at.pos === start && at.end === end) break;
    let next: SyntaxNode | null = null;
    eachChild(at, (child) => {
      if (next === null && child.pos <= start && end <= child.end) next = child;
    });
    at = next;
  }
  return chain;
}

/** What `exec` at the end of a chain changes: nothing, the exit status, or what is run. */
type Ending = "same" | "status" | "lost";

function endingAt(chain: readonly SyntaxNode[], callers: Callers): Ending {
  let ending: Ending = "same";
  for (let depth = chain.length - 2; depth >= 0; depth--) {
    const node = chain[depth];
    const child = chain[depth + 1];
    if (node === undefined || child === undefined) return "lost";
    if (node.type === "Function") return worse(ending, endingOfCalls(node.name.text, callers));
    if (!letsThrough(node, child)) return "lost";
    const rest = endingOf(statementsAfter(node, child));
    ending = worse(ending, rest.ending);
    if (ending === "lost" || rest.leaves === "script") return ending;
    if (rest.leaves === "function") depth = functionAbove(chain, depth) + 1;
  }
  return ending;
}

function functionAbove(chain: readonly SyntaxNode[], depth: number): number {
  return chain.findLastIndex((node, index) => index < depth && node.type === "Function");
}

/** Who calls the functions of a script, and what becomes of a last command in them, as far as that was asked for. */
interface Callers {
  /** The calls of a function. */
  readonly of: (name: string) => readonly Nested[];
  readonly endings: Map<string, Ending>;
  /** How many functions are being asked for now, one out of the other. */
  depth: number;
}

/** Functions that call each other; nobody writes a tenth of that. */
const MOST_DEPTH = 100;

/** A function's last command is the last of the script only if every call of it is. */
function endingOfCalls(name: string, callers: Callers): Ending {
  const known = callers.endings.get(name);
  if (known !== undefined) return known;
  if (callers.depth > MOST_DEPTH) return "lost";
  // Of one that comes to itself again nobody knows.
  callers.endings.set(name, "lost");
  callers.depth += 1;
  const calls = callers.of(name);
  // Called from another file: nobody knows what comes after.
  let ending: Ending = calls.length === 0 ? "status" : "same";
  for (const call of calls)
    if (ending !== "lost") ending = worse(ending, endingAt(chainDownTo(call), callers));
  callers.depth -= 1;
  callers.endings.set(name, ending);
  return ending;
}

const callersOf = new WeakMap<ParsedScript, Callers>();

function callersIn(root: ParsedScript): Callers {
  const before = callersOf.get(root);
  if (before !== undefined) return before;
  let index: ReadonlyMap<string, readonly Nested[]> | null = null;
  const callers: Callers = {
    of(name) {
      index ??= callsIn(root);
      return index.get(name) ?? [];
    },
    endings: new Map(),
    depth: 0,
  };
  callersOf.set(root, callers);
  return callers;
}

/** A node, and what it stands in. */
interface Nested {
  readonly node: SyntaxNode;
  readonly above: Nested | null;
}

function chainDownTo(call: Nested): readonly SyntaxNode[] {
  const chain: SyntaxNode[] = [];
  for (let at: Nested | null = call; at !== null; at = at.above) chain.push(at.node);
  return chain.reverse();
}

/** The calls of every function, by its name. */
function callsIn(root: ParsedScript): ReadonlyMap<string, readonly Nested[]> {
  const functions = new Set<string>();
  const commands: (readonly [name: string, command: Nested])[] = [];
  const visit = (node: SyntaxNode, above: Nested | null): void => {
    const nested = { node, above };
    if (node.type === "Function") functions.add(node.name.text);
    if (node.type === "Command" && node.name !== undefined) commands.push([node.name.text, nested]);
    eachChild(node, (child) => visit(child, nested));
  };
  visit(root, null);
  const calls = new Map<string, Nested[]>();
  for (const [name, command] of commands) {
    if (!functions.has(name)) continue;
    const known = calls.get(name);
    if (known === undefined) calls.set(name, [command]);
    else known.push(command);
  }
  return calls;
}

/** Whether the shell that runs `node` is the one that runs `child`, once, as the last part of it. */
function letsThrough(node: SyntaxNode, child: SyntaxNode): boolean {
  switch (node.type) {
    case "Script":
    case "CompoundList":
    case "BraceGroup":
    case "Redirected":
    case "Case":
    case "CaseItem":
      return true;
    case "Statement":
      return node.background !== true;
    case "If":
    case "Elif":
      return child !== node.clause;
    case "AndOr":
      return child === node.commands.at(-1);
    case "Pipeline":
      return node.commands.length === 1 && node.prefixes.every(({ type }) => type === "Time");
    default:
      return false;
  }
}

function statementsAfter(node: SyntaxNode, child: SyntaxNode): readonly Statement[] {
  if ((node.type !== "Script" && node.type !== "CompoundList") || child.type !== "Statement") return [];
  return node.commands.slice(node.commands.indexOf(child) + 1);
}

interface Rest {
  readonly ending: Ending;
  /** What the statements leave, so that nothing after them counts. */
  readonly leaves: "script" | "function" | "nothing";
}

function endingOf(statements: readonly Statement[]): Rest {
  let ending: Ending = "same";
  for (const { command } of statements) {
    const name = command.type === "Command" ? command.name?.text : undefined;
    if (command.type !== "Command" || name === undefined) return { ending: "lost", leaves: "nothing" };
    if (name === "exit" || name === "return") {
      const [status] = command.args;
      const keeps = status === undefined || (status.type === "Word" && status.text === "$?");
      const leaves = name === "exit" ? "script" : "function";
      return { ending: keeps ? ending : "status", leaves };
    }
    if (name !== ":" && name !== "true") return { ending: "lost", leaves: "nothing" };
    ending = "status";
  }
  return { ending, leaves: "nothing" };
}

function worse(one: Ending, other: Ending): Ending {
  const order: readonly Ending[] = ["same", "status", "lost"];
  return order.indexOf(one) > order.indexOf(other) ? one : other;
}
