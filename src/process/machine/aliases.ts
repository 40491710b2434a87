import type { MappedText } from "../../mapped-text.ts";
import { spanOf } from "../../mapped-text.ts";
import { eachChild, type ShellScript } from "../../shell/parse.ts";
import type { Command, FunctionDefinition, Statement, SyntaxNode, Word } from "../../shell/syntax.ts";
import { pop, push } from "./fork.ts";
import type { Frame } from "./frames.ts";
import type { ShellBody } from "./process.ts";
import { runTimeScript } from "./run-time-script.ts";
import type { System } from "./system.ts";

/** An alias, and from where on it holds: a shell reads a whole command, to the end of its line, before it runs it. */
export interface Alias {
  readonly value: string;
  readonly script: ShellScript;
  readonly from: number;
}

/** The aliases that a text came from, which are not replaced in it again (POSIX, 2.3.1), and those that its line came from. */
interface Replaced {
  readonly names: ReadonlySet<string>;
  readonly above: Replaced | undefined;
}

const replaced = new WeakMap<ShellScript, Replaced>();

function isReplaced(script: ShellScript, name: string): boolean {
  for (let at = replaced.get(script); at !== undefined; at = at.above) if (at.names.has(name)) return true;
  return false;
}

/** Notes `name=value` of an `alias` command that stands at `node`. */
export function setAlias(shell: ShellBody, script: ShellScript, node: Command, word: string): void {
  const at = word.indexOf("=");
  if (at <= 0) return;
  const { text } = script.source;
  const whole = script.root.commands.find(({ pos, end }) => pos <= node.pos && node.pos < end);
  const end = text.indexOf("\n", whole?.end ?? node.end);
  const from = end === -1 ? text.length : end;
  shell.aliases.set(word.slice(0, at), { value: word.slice(at + 1), script, from });
}

/** Puts what an alias stands for in the place of the command at hand; true where its name is one. */
export function replaceAlias(
  system: System,
  shell: ShellBody,
  frame: Extract<Frame, { kind: "command" }>,
): boolean {
  const { script, node } = frame;
  if (shell.aliases.size === 0 || !shell.options.aliases || node.name === undefined) return false;
  const { text } = script.source;
  const names = new Set<string>();
  let line = "";
  let at = node.pos;
  // An alias that ends in a blank has the next word looked at too.
  for (const word of [node.name, ...node.args]) {
    const alias = word.type === "Word" ? aliasAt(shell, script, word) : undefined;
    if (alias === undefined) break;
    names.add(word.text);
    line += text.slice(at, word.pos) + alias.value;
    at = word.end;
    if (!/[ \t]$/.test(alias.value)) break;
  }
  if (names.size === 0) return false;
  const inner = runTimeScript(system, atPlaceOf(script, node, line + text.slice(at, node.end)));
  replaced.set(inner, { names, above: replaced.get(script) });
  pop(shell);
  push(shell, {
    kind: "list",
    script: inner,
    flow: frame.flow,
    statements: inner.root.commands,
    index: 0,
  });
  return true;
}

/** The name under which a function is defined: a shell replaces an alias there too, as in any first word of a command. */
export function nameOfFunction(shell: ShellBody, script: ShellScript, node: FunctionDefinition): string {
  return aliasOfName(shell, script, node)?.value.trim() ?? node.name.value;
}

/** Whether a statement defines a function whose name an alias turns into several words: a syntax error. */
export function hasBrokenName(shell: ShellBody, script: ShellScript, statement: Statement): boolean {
  if (shell.aliases.size === 0 || !shell.options.aliases) return false;
  const isBroken = (node: SyntaxNode): boolean => {
    const alias = node.type === "Function" ? aliasOfName(shell, script, node) : undefined;
    if (alias !== undefined && !/^\s*[\w.-]+\s*$/.test(alias.value)) return true;
    let found = false;
    eachChild(node, (child) => {
      found ||= isBroken(child);
    });
    return found;
  };
  return isBroken(statement);
}

function aliasOfName(
  shell: ShellBody,
  script: ShellScript,
  { pos, name }: FunctionDefinition,
): Alias | undefined {
  // Behind the word `function` it is no first word, but busybox replaces it there too.
  if (!shell.options.aliases || (name.pos !== pos && shell.shell !== "ash")) return undefined;
  return aliasAt(shell, script, name);
}

function aliasAt({ aliases }: ShellBody, script: ShellScript, word: Word): Alias | undefined {
  const alias = aliases.get(word.text);
  if (alias === undefined || isReplaced(script, word.text)) return undefined;
  return alias.script === script && word.pos < alias.from ? undefined : alias;
}

function atPlaceOf({ source }: ShellScript, node: Command, text: string): MappedText {
  const { file, start, end } = spanOf(source, node.pos, node.end);
  return { file, text, pieces: [{ at: 0, length: text.length, start, sourceLength: end - start }] };
}
