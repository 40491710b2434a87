import type { Command, CompoundList, ParsedScript, Statement, SyntaxNode } from "../../shell/syntax.ts";
import { chainTo, endsScript, execOffset } from "../exec-place.ts";
import type { LaunchSite } from "../machine/process.ts";

/** A piece of a script that runs as one child of its shell, or would behind `&`. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  /** The list that it is a statement of, or a part of one. */
  readonly list: SyntaxNode;
  /** It is a statement of its own, and this is where that ends: behind its `&`, and behind a `pid=$!` that follows. */
  readonly after: number | null;
  /** Its shell goes on at once. */
  readonly background: boolean;
  /** An `&` stands behind it. */
  readonly isBehind: boolean;
  /** The variable that `$!` is put into right behind it. */
  readonly pidName: string | null;
  readonly inLoop: boolean;
  /** Where `exec` stands in front of the command, to be taken away. */
  readonly exec: { readonly start: number; readonly end: number } | null;
  /** Where `exec` is put in front of the last command inside of it. */
  readonly become: number | null;
  /** Another way to write it, and what must stand in front of that; null where it stays as it is. */
  readonly instead: { readonly before: readonly string[]; readonly text: string } | null;
}

/** The units in which a command runs that is started behind `&`, in a subshell or in the foreground; the outermost first. */
export function unitsOf(site: LaunchSite, kind: string): readonly Unit[] {
  const chain = chainTo(site.script.root, site);
  const units: (Unit | null)[] = [];
  for (const [index, node] of chain.entries()) {
    const outer = chain[index - 1];
    const isBehind = outer?.type === "Statement" && outer.background === true;
    if (isBehind && kind === "background") units.push(unitAt(chain, index));
    // `$!` is the pid of the last part.
    if (isBehind && kind === "pipeline" && node.type === "Pipeline" && node.commands.at(-1) === chain.at(-1))
      units.push(unitAt(chain, index));
    const isSubshell =
      node.type === "Subshell" || (node.type === "Redirected" && node.command.type === "Subshell");
    if (isSubshell && !isBehind && outer?.type !== "Redirected" && kind === "subshell")
      units.push(unitAt(chain, index), becoming(unitAt(chain, index), chain.slice(index), site));
  }
  if (kind === "foreground") units.push(unitAt(chain, chain.length - 1));
  return units.filter((unit) => unit !== null);
}

/** The start of a daemon, as a unit in which it stays; `script` is the command for that, as it stands behind `exec`. */
export function daemonUnits(site: LaunchSite, script: string): readonly Unit[] {
  const text = script.includes("&&") ? `( ${script} )` : script.replace(/^exec /, "");
  const instead = { before: [], text };
  return unitsOf(site, "foreground").map((unit) => ({ ...unit, background: true, instead }));
}

/** The pipeline that a command stands in, as a unit of its first part. */
export function pipelineUnits(site: LaunchSite, instead: NonNullable<Unit["instead"]>): readonly Unit[] {
  const chain = chainTo(site.script.root, site);
  const unit = unitAt(
    chain,
    chain.findLastIndex(({ type }) => type === "Pipeline"),
  );
  return unit === null ? [] : [{ ...unit, instead }];
}

/** A subshell that becomes the command inside of it; null where it does, or where more follows. */
function becoming(unit: Unit | null, chain: readonly SyntaxNode[], site: LaunchSite): Unit | null {
  const body = chain.slice(chain.findIndex(({ type }) => type === "Subshell") + 1);
  const command = body.at(-1);
  const become = command?.type === "Command" ? execOffset(command, site.name) : null;
  return unit === null || become === null || endsScript(body, site) === null ? null : { ...unit, become };
}

/** The command by which a shell became another program, as a unit without its `exec`. */
export function execUnit(site: LaunchSite): Unit | null {
  const chain = chainTo(site.script.root, site);
  const unit = unitAt(chain, chain.length - 1);
  const command = chain.at(-1);
  const [first] = command?.type === "Command" ? command.args : [];
  if (command?.type !== "Command" || unit === null) return null;
  // The last command of a string.
  if (command.name?.value !== "exec") return unit;
  if (first === undefined || first.type !== "Word" || first.value.startsWith("-")) return null;
  return { ...unit, exec: { start: command.name.pos, end: first.pos } };
}

function unitAt(chain: readonly SyntaxNode[], index: number): Unit | null {
  const node = chain[index];
  const at = chain.findLastIndex((each, depth) => depth < index && isList(each));
  const list = chain[at];
  const statement = chain[at + 1];
  if (node === undefined || list === undefined || !isList(list) || statement?.type !== "Statement")
    return null;
  if (chain.some((each) => each.type === "Coproc") || hasHereDocument(statement)) return null;
  // To dash and ash `time` is a program, which runs no group.
  if (statement.command.type === "Pipeline" && statement.command.prefixes.some(({ type }) => type === "Time"))
    return null;
  const isWhole = statement.command === node;
  const next = list.commands[list.commands.indexOf(statement) + 1];
  const background = isWhole && statement.background === true;
  const pidName = background && next !== undefined ? pidNameOf(next) : null;
  return {
    start: node.pos,
    end: node.end,
    list,
    after: isWhole ? (next !== undefined && pidName !== null ? next.end : statement.end) : null,
    background,
    isBehind: background,
    pidName,
    inLoop: chain.slice(0, index).some(({ type }) => isLoop(type)),
    exec: null,
    become: null,
    instead: null,
  };
}

function isList(node: SyntaxNode): node is ParsedScript | CompoundList {
  return node.type === "Script" || node.type === "CompoundList";
}

function isLoop(type: SyntaxNode["type"]): boolean {
  return type === "While" || type === "For" || type === "ArithmeticFor" || type === "Select";
}

/** New lines would come between it and its here-document. */
function hasHereDocument({ command }: Statement): boolean {
  const redirects = command.type === "Command" || command.type === "Redirected" ? command.redirects : [];
  return redirects.some(({ type }) => type === "HereDoc");
}

/** `pid=$!` */
function pidNameOf({ command }: Statement): string | null {
  if (command.type !== "Command" || command.name !== undefined) return null;
  const [assignment, ...others] = command.prefix;
  if (assignment?.type !== "Assignment" || others.length > 0 || assignment.value.type !== "Word") return null;
  return /^"?\$(!|\{!\})"?$/.test(assignment.value.text) ? assignment.name : null;
}

/** The words of a simple command, `exec` left out. */
export function wordsOf(command: Command): readonly string[] {
  const args = command.args.map((word) => (word.type === "Word" ? word.value : ""));
  const words = [command.name?.value ?? "", ...args];
  return words[0] === "exec" ? words.slice(1) : words;
}
