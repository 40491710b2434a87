import type { Edit } from "../../diagnostic.ts";
import { type MappedText, sourceOffset, spanOf } from "../../mapped-text.ts";
import type { Span } from "../../span.ts";
import type { Start } from "../../start/start-command.ts";

/** What stands around a script in its file, so that new text must be written for it. */
export type Quoting = "none" | "json" | "single" | "double" | "own";

/** What a script's text is edited by: places are offsets into the text as the shell reads it. */
export class ScriptText {
  readonly source: MappedText;
  readonly quoting: Quoting;
  readonly #file: string;
  readonly #edits: Edit[] = [];
  #stands = true;

  private constructor(source: MappedText, quoting: Quoting, file: string) {
    this.source = source;
    this.quoting = quoting;
    this.#file = file;
  }

  /** Null where new text could not be written into the script's file. */
  static open(
    source: MappedText,
    sources: ReadonlyMap<string, string>,
    command: Start["command"],
  ): ScriptText | null {
    const file = sources.get(source.file);
    const quoting = file === undefined ? null : quotingOf(source, file, command);
    return file === undefined || quoting === null ? null : new ScriptText(source, quoting, file);
  }

  /** The edits so far, as they are for the file; null where one of them meets text that the file does not have. */
  get edits(): readonly Edit[] | null {
    return this.#stands ? this.#edits : null;
  }

  replace(start: number, end: number, text: string): void {
    const span = spanOf(this.source, start, end);
    const old = this.source.text.slice(start, end);
    if (this.#file.slice(span.start, span.end) !== this.#written(old)) this.#stands = false;
    this.#push(span, text);
  }

  insert(at: number, text: string): void {
    if (at === 0) {
      this.replace(0, 0, text);
      return;
    }
    const before = spanOf(this.source, at - 1, at);
    const char = this.source.text.slice(at - 1, at);
    if (this.#file.slice(before.start, before.end) !== this.#written(char)) this.#stands = false;
    this.#push({ file: before.file, start: before.end, end: before.end }, text);
  }

  /** The blanks in front of what begins a line and has the rest of it for itself; null where it shares its line. */
  indentOf(start: number, end: number): string | null {
    const { text } = this.source;
    if (text === this.#file ? false : !text.trimEnd().includes("\n")) return null;
    const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, start))?.[1];
    return indent !== undefined && onlyCommentFollows(text, end) ? indent : null;
  }

  /** Puts lines behind the one that `at` is on. */
  insertLines(at: number, indent: string, lines: readonly string[]): void {
    const { text } = this.source;
    const end = lineEnd(text, at);
    const newline = text.startsWith("\r\n", end) ? "\r\n" : "\n";
    if (lines.length > 0) this.insert(end, lines.map((line) => `${newline}${indent}${line}`).join(""));
  }

  #push(span: Span, text: string): void {
    const written = this.#written(text);
    if (written === null) this.#stands = false;
    else this.#edits.push({ ...span, text: written });
  }

  #written(text: string): string | null {
    switch (this.quoting) {
      case "own":
        return this.source.write?.(text) ?? null;
      case "none":
      case "single":
        return text;
      case "json":
        return JSON.stringify(text).slice(1, -1);
      case "double":
        return text.replace(/[\\"$`]/g, "\\$&");
    }
  }
}

/** Null where quotes stand inside of quotes. */
function quotingOf(source: MappedText, file: string, command: Start["command"]): Quoting | null {
  if (source.text === file) return "none";
  if (source.write !== undefined) return "own";
  const start = sourceOffset(source, 0);
  const { end } = spanOf(source, 0, source.text.length);
  const settings = [command?.entrypoint, command?.cmd].filter((each) => each !== null && each !== undefined);
  for (const { form, words, origin } of settings) {
    const own = words.some(({ mapped }) => mapped === source);
    if (own) return form === "exec" ? "json" : "none";
    const isInside =
      origin.kind === "file" &&
      origin.span.file === source.file &&
      origin.span.start <= start &&
      end <= origin.span.end;
    if (isInside && form === "exec") return null;
  }
  const around = `${file.charAt(start - 1)}${file.charAt(end)}`;
  return around === "''" ? "single" : around === '""' ? "double" : "none";
}

/** Commands as lines, the first but begun with `indent`; in one line where that is null. */
export function joinCommands(commands: readonly string[], indent: string | null): string {
  if (indent !== null) return commands.join(`\n${indent}`);
  return commands.reduce((line, next) => `${line}${line.endsWith("&") ? "" : ";"} ${next}`);
}

/** Where the line of an offset ends, its line end left out. */
function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  const end = newline === -1 ? text.length : newline;
  return text[end - 1] === "\r" && end > offset ? end - 1 : end;
}

/** Whether nothing but a comment is left of the line. */
function onlyCommentFollows(text: string, offset: number): boolean {
  return /^[ \t]*(?:;[ \t]*)?(#.*)?$/.test(text.slice(offset, lineEnd(text, offset)));
}
