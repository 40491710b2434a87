import { spanOf, wholeFile } from "../../mapped-text.ts";
import { eachChild, parseShell } from "../../shell/parse.ts";
import type { Command, SyntaxNode, Word } from "../../shell/syntax.ts";
import type { NodeTrap } from "../stop.ts";
import type { ScriptText } from "./script-text.ts";

/** A way to change what a trap does. */
export type HandlerMend = (script: ScriptText) => void;

/**
 * The ways to let a handler do `forward` first, which sends the signal on and waits: in the place of what it does, where
 * that is nothing but sending and waiting, else in front of it; then the same with an `exit` behind it. None where the
 * action is not written out in the script.
 */
export function handlerMends(script: ScriptText, trap: NodeTrap, forward: string): readonly HandlerMend[] {
  const word = actionOf(script, trap);
  if (word === null) return [];
  const written = script.source.text.slice(word.pos, word.end);
  const quote = /^(['"])[\s\S]*\1$/.exec(written)?.[1] ?? "";
  const inner = written.slice(quote.length, written.length - quote.length);
  const action = quote === '"' ? inner.replace(/\\(["$`\\])/g, "$1") : inner;
  if (quote === "" && /[^\w:./-]/.test(action)) return [];
  const { onlyForwards, exit } = readAction(action);
  const kept = onlyForwards ? exit : action;
  const actions = [kept, ...(exit === null ? [`${kept ?? ""}; exit`.replace(/^; /, "")] : [])];
  return actions.map((rest) => {
    const text = rest === null ? forward : `${forward}; ${rest}`;
    return (edited) => edited.replace(word.pos, word.end, quoted(text, edited));
  });
}

/** As one word of the shell, nothing in it expanded before the handler runs. */
export function quoted(action: string, { quoting }: ScriptText): string {
  if (quoting === "single" || action.includes("'")) return `"${action.replace(/[\\"$`]/g, "\\$&")}"`;
  return `'${action}'`;
}

function actionOf({ source }: ScriptText, { span }: NodeTrap): Word | null {
  const found: Command[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command" && node.name?.value === "trap") found.push(node);
    eachChild(node, visit);
  };
  visit(parseShell(source).root);
  const command = found.find(({ pos, end }) => {
    const own = spanOf(source, pos, end);
    return own.file === span.file && own.start === span.start && own.end === span.end;
  });
  const word = command?.args.find((arg) => arg.type !== "Word" || arg.value !== "--");
  return word?.type === "Word" ? word : null;
}

const FORWARDING =
  /^(kill|wait|exit|return|:|true|trap|pkill|killall|xargs|jobs|cat|head|pgrep|pidof|set|test|\[)$/;

/** Whether a handler does nothing but send signals, wait and leave; and the `exit` in it. */
function readAction(action: string): { readonly onlyForwards: boolean; readonly exit: string | null } {
  const commands: Command[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command") commands.push(node);
    eachChild(node, visit);
  };
  visit(parseShell(wholeFile("", action)).root);
  const exit = commands.findLast(({ name }) => name?.value === "exit");
  return {
    onlyForwards: commands.every(
      ({ name, prefix }) => prefix.length === 0 && FORWARDING.test(name?.value ?? ""),
    ),
    exit: exit === undefined ? null : action.slice(exit.pos, exit.end),
  };
}
