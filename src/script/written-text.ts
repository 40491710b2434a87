import type { MappedText } from "../mapped-text.ts";
import type { ShellName } from "../start/base-image.ts";
import { TextBuilder } from "./text-builder.ts";

/**
 * What `echo` prints for these words. dash decodes backslashes always and knows no `-e`; bash and busybox decode them
 * after `-e` only (POSIX leaves it open). Null where the shell is not known and that matters.
 */
export function echoText(
  file: string,
  words: readonly MappedText[],
  shell: ShellName | null,
): MappedText | null {
  if (shell !== null) return echoAs(file, words, shell);
  const dash = echoAs(file, words, "dash");
  return dash.text === echoAs(file, words, "bash").text ? dash : null;
}

function echoAs(file: string, words: readonly MappedText[], shell: ShellName): MappedText {
  let newline = true;
  let decode = shell === "dash";
  let first = 0;
  for (const word of words) {
    if (!(shell === "dash" ? /^-n$/ : /^-[neE]+$/).test(word.text)) break;
    if (word.text.includes("n")) newline = false;
    if (shell !== "dash" && /[eE]/.test(word.text))
      decode = word.text.lastIndexOf("e") > word.text.lastIndexOf("E");
    first++;
    if (shell === "dash") break;
  }
  const builder = new TextBuilder(file);
  const printed = words.slice(first);
  for (const [index, word] of printed.entries()) {
    if (index > 0) appendMark(builder, " ", word, 0);
    if (!decode) builder.append(word);
    else if (appendDecoded(builder, word, "echo")) return builder.build();
  }
  const last = printed.at(-1) ?? words.at(-1);
  if (newline && last !== undefined) appendMark(builder, "\n", last, last.text.length);
  return builder.build();
}

/** What `printf` prints (POSIX, printf); null for conversions other than `%s`, `%b`, `%d`, `%i` and `%%`. */
export function printfText(file: string, words: readonly MappedText[]): MappedText | null {
  const [format, ...given] = words[0]?.text === "--" ? words.slice(1) : words;
  if (format === undefined) return null;
  const builder = new TextBuilder(file);
  const waiting = [...given];
  do {
    const before = waiting.length;
    const end = appendFormat(builder, format, waiting);
    if (end === "unknown") return null;
    if (end === "stop" || waiting.length === before) break;
  } while (waiting.length > 0);
  return builder.build();
}

function appendFormat(
  builder: TextBuilder,
  format: MappedText,
  waiting: MappedText[],
): "end" | "stop" | "unknown" {
  const { text } = format;
  for (let at = 0; at < text.length; ) {
    const conversion = /^%(?:%|[sbdi])?/.exec(text.slice(at))?.[0];
    if (conversion === "%") return "unknown";
    if (conversion === undefined) {
      const plain = /^(?:[^%\\]+|\\[0-7]{1,3}|\\[\s\S]|\\$)/.exec(text.slice(at))?.[0] ?? text.slice(at);
      if (plain.startsWith("\\"))
        builder.appendInstead(decodeEscape(plain, "printf"), format, at, at + plain.length);
      else builder.appendSlice(format, at, at + plain.length);
      at += plain.length;
      continue;
    }
    if (conversion === "%%") builder.appendInstead("%", format, at, at + 2);
    else {
      const argument = waiting.shift();
      if (argument !== undefined && conversion === "%b") {
        if (appendDecoded(builder, argument, "echo")) return "stop";
      } else if (argument !== undefined) builder.append(argument);
    }
    at += 2;
  }
  return "end";
}

/** Whether the output ends here (`\c`). */
function appendDecoded(builder: TextBuilder, word: MappedText, style: "echo" | "printf"): boolean {
  for (const match of word.text.matchAll(/[^\\]+|\\0[0-7]{0,3}|\\[\s\S]|\\$/g)) {
    const [token] = match;
    if (token === "\\c") return true;
    if (!token.startsWith("\\")) builder.appendSlice(word, match.index, match.index + token.length);
    else builder.appendInstead(decodeEscape(token, style), word, match.index, match.index + token.length);
  }
  return false;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\a": "\x07",
  "\\b": "\b",
  "\\f": "\f",
  "\\n": "\n",
  "\\r": "\r",
  "\\t": "\t",
  "\\v": "\v",
  "\\\\": "\\",
};

function decodeEscape(token: string, style: "echo" | "printf"): string {
  const octal = (style === "echo" ? /^\\0([0-7]{0,3})$/ : /^\\([0-7]{1,3})$/).exec(token);
  if (octal !== null) return String.fromCharCode(Number.parseInt(octal[1] || "0", 8) & 0xff);
  return ESCAPES[token] ?? token;
}

/** A character that the command adds by itself, mapped to an empty place in the word beside it. */
function appendMark(builder: TextBuilder, mark: string, beside: MappedText, at: number): void {
  builder.appendInstead(mark, beside, at, at);
}
