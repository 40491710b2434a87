import { isKnown } from "../../hole.ts";
import { type Truth, truth } from "../text.ts";
import { ANY_SIGN, ANY_SIGNS, buildAutomaton, isAccepted, oneSign, type Shape } from "./automaton.ts";
import { readCharacterSet } from "./character-set.ts";

/** Characters; what is longer is left open. */
const LONGEST = 500;

/**
 * Whether an extended regular expression matches somewhere in a text, as `[[ text =~ … ]]` asks (POSIX, Base Definitions,
 * 9.4). Open for what dialects read differently, and for what the files do not tell.
 */
export function matchExpression(pattern: string, text: string): Truth {
  if (!isKnown(pattern) || !isKnown(text) || text.length > LONGEST) return "either";
  const shape = new Reader(pattern).read();
  const automaton = shape === null ? null : buildAutomaton(shape);
  return automaton === null ? "either" : truth(isAccepted(automaton, text, false));
}

/** Quotes every character that an expression would take for more than itself. */
export function quoteExpression(text: string): string {
  return text.replace(/[^\w\s/:,@%=~"'#&;<>!-]/g, "\\$&");
}

class Reader {
  private at = 0;
  private isOpen = false;
  private readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  /** Null for an expression that is not read here. */
  read(): Shape | null {
    const choices = this.readChoices(0);
    return this.isOpen || this.at < this.pattern.length ? null : { kind: "choice", of: choices };
  }

  private readChoices(depth: number): readonly Shape[] {
    const choices = [this.readRow(depth)];
    while (this.pattern[this.at] === "|") {
      this.at++;
      choices.push(this.readRow(depth));
    }
    return choices;
  }

  /** Only the outermost rows know where the text begins and ends. */
  private readRow(depth: number): Shape {
    const isFromStart = depth === 0 && this.pattern[this.at] === "^";
    if (isFromStart) this.at++;
    const parts: Shape[] = [];
    let isToEnd = false;
    while (this.at < this.pattern.length && !/[|)]/.test(this.pattern[this.at] ?? "")) {
      const next = this.pattern[this.at + 1];
      if (depth === 0 && this.pattern[this.at] === "$" && (next === undefined || next === "|")) {
        isToEnd = true;
        this.at++;
      } else parts.push(this.readRepeated(this.readAtom(depth)));
      if (this.isOpen) break;
    }
    const sides = depth === 0;
    return {
      kind: "row",
      parts: [
        ...(sides && !isFromStart ? [ANY_SIGNS] : []),
        ...parts,
        ...(sides && !isToEnd ? [ANY_SIGNS] : []),
      ],
    };
  }

  private readAtom(depth: number): Shape {
    const sign = this.pattern[this.at++] ?? "";
    switch (sign) {
      case ".":
        return ANY_SIGN;
      case "(": {
        const of = depth > 20 ? [] : this.readChoices(depth + 1);
        if (this.pattern[this.at++] !== ")") this.isOpen = true;
        return { kind: "choice", of };
      }
      case "[": {
        const set = readCharacterSet(this.pattern, this.at - 1, { negations: "^", quotes: false });
        if (set === null) return this.leaveOpen();
        this.at = set.end + 1;
        return { kind: "sign", accepts: set.has };
      }
      case "\\": {
        const quoted = this.pattern[this.at++] ?? "";
        return /^[^\w\s]$/.test(quoted) ? oneSign(quoted) : this.leaveOpen();
      }
      case "^":
      case "$":
      case "*":
      case "+":
      case "?":
      case "{":
        return this.leaveOpen();
      default:
        return oneSign(sign);
    }
  }

  private readRepeated(part: Shape): Shape {
    const sign = this.pattern[this.at];
    if (sign === undefined || !"*+?{".includes(sign)) return part;
    this.at++;
    const repeated: Shape =
      sign === "{"
        ? this.readCount(part)
        : { kind: "repeat", part, least: sign === "+" ? 1 : 0, isEndless: sign !== "?" };
    return this.readRepeated(repeated);
  }

  /** `{2}`, `{2,}`, `{2,4}` */
  private readCount(part: Shape): Shape {
    const [whole, least, isRange, most] =
      /^(\d{1,2})(,(\d{1,2})?)?\}/.exec(this.pattern.slice(this.at, this.at + 6)) ?? [];
    if (whole === undefined) return this.leaveOpen();
    this.at += whole.length;
    const first = Number(least);
    const optional: Shape = { kind: "repeat", part, least: 0, isEndless: false };
    const rest: readonly Shape[] =
      isRange === undefined
        ? []
        : most === undefined
          ? [{ kind: "repeat", part, least: 0, isEndless: true }]
          : Array.from({ length: Math.max(Number(most) - first, 0) }, () => optional);
    return { kind: "row", parts: [...Array.from({ length: first }, () => part), ...rest] };
  }

  private leaveOpen(): Shape {
    this.isOpen = true;
    return { kind: "unknown" };
  }
}
