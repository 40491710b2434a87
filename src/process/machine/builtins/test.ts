import { isKnown } from "../../hole.ts";
import { statusOf } from "../conditions.ts";
import { both, oneOf, testBinary, testUnary } from "../file-tests.ts";
import type { Successors } from "../fork.ts";
import type { Status } from "../frames.ts";
import type { ShellBody } from "../process.ts";
import type { System } from "../system.ts";
import { isEmpty, not, type Truth } from "../text.ts";
import type { Call } from "./call.ts";

/** `test expression`, `[ expression ]` (POSIX, test), by the number of operands; longer ones with `-a`, `-o`, `!`, `( )`. */
export function test({ system, shell, words }: Call): Successors {
  shell.status = testWords(system, shell, words);
  return null;
}

/** The status of such a command with these words, the first being its name. */
export function testWords(system: System, shell: ShellBody, words: readonly string[]): Status {
  const closing = words[0] === "[" ? "]" : words[0] === "[[" ? "]]" : null;
  const operands = closing !== null && words.at(-1) === closing ? words.slice(1, -1) : words.slice(1);
  return statusOf(evaluate({ system, shell }, operands));
}

/** It is taken apart again and again. */
const MOST_OPERANDS = 200;

function evaluate(call: Pick<Call, "system" | "shell">, operands: readonly string[]): Truth {
  const { system, shell } = call;
  const [first, second, third] = operands;
  if (first === undefined) return "no";
  if (operands.length > MOST_OPERANDS) return "either";
  if (second === undefined) return not(isEmpty(first));
  if (operands.length === 3 && third !== undefined && isBinary(second))
    return testBinary(first, second, third);
  const or = lastIndexOf(operands, ["-o", "||"]);
  if (or > 0) return oneOf(evaluate(call, operands.slice(0, or)), evaluate(call, operands.slice(or + 1)));
  const and = lastIndexOf(operands, ["-a", "&&"]);
  if (and > 0) return both(evaluate(call, operands.slice(0, and)), evaluate(call, operands.slice(and + 1)));
  if (first === "!") return not(evaluate(call, operands.slice(1)));
  if (first === "(" && operands.at(-1) === ")") return evaluate(call, operands.slice(1, -1));
  if (operands.length === 2) return testUnary(system, shell, first, second);
  // Three operands without an operator in the middle are an error, and so no success.
  return operands.length === 3 && operands.every(isKnown) ? "no" : "either";
}

function isBinary(operator: string): boolean {
  return /^(=|==|!=|<|>|-(eq|ne|lt|le|gt|ge|nt|ot|ef))$/.test(operator);
}

function lastIndexOf(operands: readonly string[], operators: readonly string[]): number {
  let depth = 0;
  for (let index = operands.length - 2; index > 0; index--) {
    if (operands[index] === ")") depth++;
    else if (operands[index] === "(") depth--;
    else if (depth === 0 && operators.includes(operands[index] ?? "")) return index;
  }
  return -1;
}
