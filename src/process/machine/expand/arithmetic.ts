import type { ArithmeticExpression } from "../../../shell/syntax.ts";
import { HOLE, isKnown } from "../../hole.ts";
import { giveValue } from "../readonly.ts";
import { type Expander, lookUp, noteUnbound } from "./variables.ts";

/** The value of an arithmetic expression (POSIX 2.6.4 and bash's operators); null where the files do not tell. */
export function calculate(expander: Expander, expression: ArithmeticExpression): number | null {
  switch (expression.type) {
    case "ArithmeticWord":
      return readNumber(expander, expression.value);
    case "ArithmeticGroup":
      return calculate(expander, expression.expression);
    case "ArithmeticCommandExpansion":
      return readNumber(expander, expander.shell.substituted.get(expression) ?? HOLE);
    case "ArithmeticTernary": {
      const test = calculate(expander, expression.test);
      if (test === null) return null;
      return calculate(expander, test === 0 ? expression.alternate : expression.consequent);
    }
    case "ArithmeticUnary":
      return calculateUnary(expander, expression.operator, expression.operand, expression.prefix);
    case "ArithmeticBinary":
      return calculateBinary(expander, expression.operator, expression.left, expression.right);
  }
}

function readNumber(expander: Expander, word: string): number | null {
  const trimmed = word.trim();
  if (/^\d/.test(trimmed)) return readLiteral(expander, trimmed);
  const name = /^\$?\{?([A-Za-z_]\w*|[#?$!@*]|\d+)\}?$/.exec(trimmed)?.[1];
  if (name === undefined) return null;
  const looked = lookUp(expander, name);
  // A bare name counts as 0 to dash and busybox.
  if (trimmed !== name || expander.shell.shell === "bash") noteUnbound(expander, looked, name);
  if (looked.kind === "unset") return 0;
  if (looked.kind === "list" || looked.texts.length !== 1) return null;
  const [value = ""] = looked.texts;
  if (value.trim() === "") return 0;
  const [, sign = "", digits = ""] = /^[ \t]*(-?)(\d\w*)[ \t]*$/.exec(value) ?? [];
  const number = isKnown(value) ? readLiteral(expander, digits) : null;
  return number !== null && sign === "-" ? -number : number;
}

/** `10`, `010` and `0x10` (POSIX, 2.6.4); bash's `2#101`, where a variable may stand behind the base: `10#$month`. */
function readLiteral(expander: Expander, word: string): number | null {
  if (/^[1-9]\d*$/.test(word)) return Number(word);
  if (/^0[0-7]*$/.test(word)) return Number.parseInt(word, 8);
  if (/^0[xX][0-9a-fA-F]+$/.test(word)) return Number.parseInt(word, 16);
  const [, base = "", behind = ""] = /^(\d+)#(.+)$/.exec(word) ?? [];
  const name = /^\$\{?([A-Za-z_]\w*|\d+)\}?$/.exec(behind)?.[1];
  const looked = name === undefined ? null : lookUp(expander, name);
  const digits =
    looked === null ? behind : looked.kind === "texts" && looked.texts.length === 1 ? looked.texts[0] : "";
  const radix = Number(base);
  if (expander.shell.shell !== "bash" || radix < 2 || radix > 36 || !/^\w+$/.test(digits ?? "")) return null;
  const number = Number.parseInt(digits ?? "", radix);
  return Number.isNaN(number) ? null : number;
}

function isDash({ shell }: Expander): boolean {
  return shell.shell === "dash";
}

function calculateUnary(
  expander: Expander,
  operator: string,
  operand: ArithmeticExpression,
  prefix: boolean,
): number | null {
  const value = calculate(expander, operand);
  if (operator === "++" || operator === "--") {
    // dash reads two signs there, which needs a number behind them.
    if (isDash(expander)) {
      if (!prefix) expander.shell.failed ??= "breaks";
      return value;
    }
    const changed = value === null ? null : value + (operator === "++" ? 1 : -1);
    assign(expander, operand, changed);
    return prefix ? changed : value;
  }
  if (value === null) return null;
  switch (operator) {
    case "-":
      return -value;
    case "!":
      return value === 0 ? 1 : 0;
    case "~":
      return ~value;
    default:
      return value;
  }
}

function calculateBinary(
  expander: Expander,
  operator: string,
  left: ArithmeticExpression,
  right: ArithmeticExpression,
): number | null {
  // Syntax errors to dash, which knows neither.
  if (isDash(expander) && (operator === "," || operator === "**")) expander.shell.failed ??= "breaks";
  if (operator === "," || operator === "=") {
    if (operator === ",") calculate(expander, left);
    const value = calculate(expander, right);
    if (operator === "=") assign(expander, left, value);
    return value;
  }
  const first = calculate(expander, left);
  if (operator === "&&" && first === 0) return 0;
  if (operator === "||" && first !== null && first !== 0) return 1;
  const second = calculate(expander, right);
  if (/^[/%]=?$/.test(operator) && second === 0) expander.shell.failed ??= "breaks";
  const compound = /^(.+)=$/.exec(operator)?.[1];
  if (compound !== undefined && !["<=", ">=", "==", "!="].includes(operator)) {
    const value = combine(compound, first, second);
    assign(expander, left, value);
    return value;
  }
  return combine(operator, first, second);
}

function combine(operator: string, a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  const operation = OPERATIONS.get(operator);
  return operation === undefined ? null : operation(a, b);
}

const flag = (value: boolean) => (value ? 1 : 0);

const OPERATIONS: ReadonlyMap<string, (a: number, b: number) => number | null> = new Map([
  ["+", (a: number, b: number) => a + b],
  ["-", (a: number, b: number) => a - b],
  ["*", (a: number, b: number) => a * b],
  ["/", (a: number, b: number) => (b === 0 ? null : Math.trunc(a / b))],
  ["%", (a: number, b: number) => (b === 0 ? null : a % b)],
  ["**", (a: number, b: number) => a ** b],
  ["<", (a: number, b: number) => flag(a < b)],
  [">", (a: number, b: number) => flag(a > b)],
  ["<=", (a: number, b: number) => flag(a <= b)],
  [">=", (a: number, b: number) => flag(a >= b)],
  ["==", (a: number, b: number) => flag(a === b)],
  ["!=", (a: number, b: number) => flag(a !== b)],
  ["&&", (a: number, b: number) => flag(a !== 0 && b !== 0)],
  ["||", (a: number, b: number) => flag(a !== 0 || b !== 0)],
  ["&", (a: number, b: number) => a & b],
  ["|", (a: number, b: number) => a | b],
  ["^", (a: number, b: number) => a ^ b],
  ["<<", (a: number, b: number) => a << b],
  [">>", (a: number, b: number) => a >> b],
]);

function assign(expander: Expander, target: ArithmeticExpression, value: number | null): void {
  if (target.type !== "ArithmeticWord" || !/^[A-Za-z_]\w*$/.test(target.value)) return;
  const texts = [value === null ? HOLE : String(value)];
  giveValue(expander.shell, target.value, { kind: "scalar", texts });
}
