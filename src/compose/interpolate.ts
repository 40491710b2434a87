import { HOLE } from "../hole.ts";
import type { MappedText } from "../mapped-text.ts";
import { spanOf } from "../mapped-text.ts";
import type { Problem, Text } from "../span.ts";
import { DerivedText } from "../yaml/derived-text.ts";

/** The value of a variable of the project; undefined where nothing sets it. */
export type Variables = (name: string) => string | undefined;

/** A text with its variables replaced. */
export interface Interpolated {
  /** With a hole for each variable that nobody knows. */
  readonly text: MappedText;
  /** Why a part of it is not known; null where all is. */
  readonly unknown: string | null;
  readonly problems: readonly Problem[];
}

/** Characters that variables may bring into one text. */
export const MOST_PUT_IN = 200_000;

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}` and the like, and `$$` by `$`, as compose does before anything else:
 * https://docs.docker.com/reference/compose-file/interpolation/, `DefaultPattern` in compose-go's template/template.go.
 */
export function interpolate(source: MappedText, variables: Variables, most = MOST_PUT_IN): Interpolated {
  const { text } = source;
  const { write = () => null } = source;
  const writeDoubled = (wanted: string): string | null => write(wanted.replaceAll("$", "$$$$"));
  if (!text.includes("$")) return { text: { ...source, write: writeDoubled }, unknown: null, problems: [] };
  const derived = new DerivedText(source);
  const problems: Problem[] = [];
  let unknown: string | null = null;
  let room = most;
  let at = 0;
  for (let dollar = text.indexOf("$"); dollar !== -1; dollar = text.indexOf("$", at)) {
    derived.keep(at, dollar);
    const found = readVariable(text, dollar);
    at = found.end;
    if (found.kind === "dollar") derived.put("$", dollar, at);
    else if (found.kind === "variable") {
      const wanted = replacementFor(found, variables);
      room -= wanted.text.length;
      const value =
        room < 0 ? { text: HOLE, unknown: `${found.name} makes it longer than siglint reads` } : wanted;
      unknown ??= value.unknown;
      derived.put(value.text, dollar, at);
    } else {
      const message = `\`${text.slice(dollar, at)}\` is no variable, and compose refuses the file for it: write $$ for a dollar sign`;
      problems.push({ file: source.file, span: spanOf(source, dollar, at), message });
      // Compose reads no further either.
      at = dollar;
      break;
    }
  }
  derived.keep(at, text.length);
  return { text: derived.finish(writeDoubled), unknown, problems };
}

/** An interpolated text as the stages behind take it. */
export function textOf({ text, unknown }: Interpolated): Text {
  return unknown === null ? { kind: "known", text: text.text } : { kind: "unknown", reason: unknown };
}

type Found = Variable | { readonly kind: "dollar" | "invalid"; readonly end: number };

interface Variable {
  readonly kind: "variable";
  readonly end: number;
  readonly name: string;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`; empty for none. */
  readonly operator: string;
  readonly operand: string;
}

function readVariable(text: string, dollar: number): Found {
  const rest = text.slice(dollar + 1);
  if (rest.startsWith("$")) return { kind: "dollar", end: dollar + 2 };
  const [plain] = /^[A-Za-z_]\w*/.exec(rest) ?? [];
  if (plain !== undefined)
    return { kind: "variable", end: dollar + 1 + plain.length, name: plain, operator: "", operand: "" };
  const close = rest.startsWith("{") ? closingBrace(rest) : -1;
  const inside = /^([A-Za-z_]\w*)(?:(:?[-+?])([\s\S]*))?$/.exec(rest.slice(1, close));
  if (close === -1 || inside === null) return { kind: "invalid", end: Math.min(dollar + 2, text.length) };
  const [, name = "", operator = "", operand = ""] = inside;
  return { kind: "variable", end: dollar + 1 + close + 1, name, operator, operand };
}

/** Longer than anybody writes a default value. */
const LONGEST_VARIABLE = 10_000;

function closingBrace(text: string): number {
  let depth = 0;
  for (let at = 0; at < Math.min(text.length, LONGEST_VARIABLE); at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return -1;
}

interface Value {
  readonly text: string;
  readonly unknown: string | null;
}

function replacementFor({ name, operator, operand }: Variable, variables: Variables): Value {
  const set = variables(name);
  const isThere = operator.startsWith(":") ? set !== undefined && set !== "" : set !== undefined;
  if (operator.endsWith("-") && !isThere) return expandText(operand, variables);
  if (operator.endsWith("+")) return isThere ? expandText(operand, variables) : { text: "", unknown: null };
  if (set !== undefined && (isThere || operator === "")) return { text: set, unknown: null };
  return { text: HOLE, unknown: `${name} is set by whoever starts it` };
}

/** A default value, which may hold variables itself. */
function expandText(text: string, variables: Variables): Value {
  const plain: MappedText = { text, file: "", pieces: [] };
  const expanded = interpolate(plain, variables);
  return { text: expanded.text.text, unknown: expanded.unknown };
}
