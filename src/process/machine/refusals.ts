import { eachChild, type ShellScript } from "../../shell/parse.ts";
import type { Statement, SyntaxNode } from "../../shell/syntax.ts";
import type { ShellName } from "../../start/base-image.ts";
import { isSpecialBuiltin } from "./builtins/names.ts";
import type { ShellBody } from "./process.ts";

/** The shells without each of bash's constructs, by the name that `construct` gives it. Measured in the lab. */
const LACKING: ReadonlyMap<string, readonly ShellName[]> = new Map([
  ["append with errors", ["ash"]],
  ["array", ["dash", "ash"]],
  ["c-style for", ["dash", "ash"]],
  ["descriptor variable", ["dash", "ash"]],
  ["fall-through", ["dash", "ash"]],
  ["function keyword", ["dash"]],
  ["function name", ["dash", "ash"]],
  ["here-string", ["dash", "ash"]],
  ["pipe with errors", ["dash", "ash"]],
  ["process substitution", ["dash"]],
  ["select", ["dash", "ash"]],
  ["string operation", ["dash"]],
]);

/** What each of them is known by at a glance. */
const CONSTRUCTS =
  /\(\(|\([ \t]*\)|=\(|<\(|>\(|<<<|\|&|;&|&>>|\bselect\b|\bfunction\b|\{\w+\}[<>]|\$\{[^}$]*[:/^,]/;
/** A name that every shell takes for a function's: a word of letters and digits that is no special builtin's (POSIX, 2.9.5). */
export function isFunctionName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !isSpecialBuiltin(name) && name !== "local";
}

const found = new WeakMap<Statement, ReadonlySet<string>>();

/**
 * Whether this shell stops reading the script at a statement, since it has a construct of bash that the shell does not
 * know: a syntax error, upon which a shell that is not interactive exits (POSIX, 2.8.1).
 */
export function refuses(shell: ShellBody, script: ShellScript, statement: Statement): boolean {
  if (shell.shell === "bash") return false;
  let constructs = found.get(statement);
  if (constructs === undefined) {
    constructs = constructsOf(script, statement);
    found.set(statement, constructs);
  }
  for (const name of constructs) if (LACKING.get(name)?.includes(shell.shell) === true) return true;
  return false;
}

const NONE: ReadonlySet<string> = new Set();

function constructsOf(script: ShellScript, statement: Statement): ReadonlySet<string> {
  const text = script.source.text.slice(statement.pos, statement.end);
  if (!CONSTRUCTS.test(text)) return NONE;
  const names = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    const name = construct(script, node);
    if (name !== null) names.add(name);
    eachChild(node, visit);
  };
  visit(statement);
  return names;
}

function construct(script: ShellScript, node: SyntaxNode): string | null {
  switch (node.type) {
    case "ArrayValue":
      return "array";
    case "ArithmeticFor":
      return "c-style for";
    case "FileDescriptorVariable":
      return "descriptor variable";
    case "CaseItem":
      return node.terminator?.endsWith("&") === true ? "fall-through" : null;
    case "Function":
      if (!isFunctionName(node.name.text)) return "function name";
      return script.source.text.startsWith("function", node.pos) ? "function keyword" : null;
    case "HereString":
      return "here-string";
    case "Pipeline":
      return node.operators.includes("|&") ? "pipe with errors" : null;
    case "ProcessSubstitution":
      return "process substitution";
    case "Redirect":
      return node.operator === "&>>" ? "append with errors" : null;
    case "Select":
      return "select";
    case "ParameterExpansion":
      return isStringOperation(node.operation?.type) ? "string operation" : null;
    default:
      return null;
  }
}

function isStringOperation(type: string | undefined): boolean {
  return type === "Slice" || type === "Replace" || type === "CaseModification" || type === "Transform";
}
