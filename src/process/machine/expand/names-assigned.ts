import { eachChild, type ShellScript } from "../../../shell/parse.ts";
import type { CompoundList, Statement, SyntaxNode } from "../../../shell/syntax.ts";

const assignedNames = new WeakMap<ShellScript, ReadonlySet<string>>();

/**
 * The variables that a script sets by itself, so that before it does they are unset. Left out is what is meant to come
 * from the environment: a name that falls back on its own value (`X=${X:-1}`, `: "${X:=1}"`), and one that the script
 * demands before it sets it (`[ -z "$X" ] && exit 1`, `: "${X:?}"`).
 */
export function namesAssigned(script: ShellScript): ReadonlySet<string> {
  const known = assignedNames.get(script);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const fromOutside = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Assignment" || node.type === "For" || node.type === "Select") {
      const name = typeof node.name === "string" ? node.name : node.name.text;
      names.add(name);
      if (node.type === "Assignment" && fallsBackOn(name, node.text)) {
        fromOutside.add(name);
      }
    }
    if (node.type === "ParameterExpansion" && node.operation?.type === "Default") {
      const { operator } = node.operation;
      const isDemanded = operator.endsWith("?") && !names.has(node.parameter);
      if (operator.endsWith("=") || isDemanded) fromOutside.add(node.parameter);
    }
    for (const name of demandedBy(node)) if (!names.has(name)) fromOutside.add(name);
    eachChild(node, visit);
  };
  visit(script.root);
  for (const name of fromOutside) names.delete(name);
  assignedNames.set(script, names);
  return names;
}

/** Whether a text has `${name:-…}` or the like. */
function fallsBackOn(name: string, text: string): boolean {
  const opening = `\${${name}`;
  for (let at = text.indexOf(opening); at !== -1; at = text.indexOf(opening, at + 1))
    if (/^:?[-=?+]/.test(text.slice(at + opening.length, at + opening.length + 2))) return true;
  return false;
}

/** The variables whose values decide whether a script gives up at once: without them it is not meant to run. */
function demandedBy(node: SyntaxNode): readonly string[] {
  if (node.type === "If") return node.then.commands.some(givesUp) ? namesRead(node.clause) : [];
  if (node.type !== "AndOr") return [];
  const last = node.commands.at(-1);
  return last !== undefined && leaves(last) ? node.commands.slice(0, -1).flatMap(namesRead) : [];
}

function givesUp({ command }: Statement): boolean {
  return leaves(command);
}

/** `exit 1`, alone or at the end of a group. */
function leaves(node: SyntaxNode): boolean {
  if (node.type === "BraceGroup") return endsIn(node.body);
  return node.type === "Command" && node.name?.value === "exit" && /^[1-9]/.test(node.args[0]?.text ?? "");
}

function endsIn({ commands }: CompoundList): boolean {
  const last = commands.at(-1);
  return last !== undefined && leaves(last.command);
}

function namesRead(node: SyntaxNode): readonly string[] {
  const names: string[] = [];
  const visit = (each: SyntaxNode): void => {
    if (each.type === "ParameterExpansion") names.push(each.parameter);
    if (each.type === "SimpleExpansion") names.push(each.text.slice(1));
    eachChild(each, visit);
  };
  visit(node);
  return names;
}
