import { HOLE } from "../hole.ts";

/** What scripts have made of a path since the container started. */
export type WrittenFile =
  | { readonly kind: "text"; readonly text: string }
  /** A named pipe, with what was written into it. */
  | { readonly kind: "fifo"; readonly text: string }
  | { readonly kind: "folder" }
  | { readonly kind: "removed" }
  /** Nobody knows whether it is there. */
  | { readonly kind: "perhaps" };

export const FOLDER: WrittenFile = { kind: "folder" };
export const REMOVED: WrittenFile = { kind: "removed" };
const PERHAPS: WrittenFile = { kind: "perhaps" };

export function writtenText(text: string): WrittenFile {
  return { kind: "text", text };
}

/** Who opens it waits for the other end (mkfifo(3)). */
export const FIFO: WrittenFile = { kind: "fifo", text: "" };

export function isThere({ kind }: WrittenFile): boolean {
  return kind !== "removed" && kind !== "perhaps";
}

/** What was removed before, a socket or a file with a pid, may be there again once a program has started. */
export function perhapsAgain(written: WrittenFile): WrittenFile {
  return written.kind === "removed" ? PERHAPS : written;
}

/** With a text behind what is there already. */
export function withMore(written: WrittenFile | undefined, text: string): WrittenFile {
  const kind = written?.kind === "fifo" ? "fifo" : "text";
  const before = written !== undefined && "text" in written ? written.text : "";
  return { kind, text: appended(before, text) };
}

/** What is written at a path on two ways: the text of either, or perhaps nothing at all. */
export function eitherWritten(one: WrittenFile | undefined, other: WrittenFile | undefined): WrittenFile {
  if (one === undefined || other === undefined || one.kind !== other.kind) return PERHAPS;
  if (one.kind !== "text" && one.kind !== "fifo") return one;
  return "text" in other && one.text === other.text ? one : { kind: one.kind, text: HOLE };
}

/** A text that is the same for the same things written. */
export function writtenKey(written: WrittenFile): string {
  return "text" in written ? `${written.kind} ${written.text}` : written.kind;
}

/** Characters that a file or a captured output is followed to: `cat a a > b` and the like double them. */
const MOST_WRITTEN = 256 * 1024;

/** What was written, and more behind it; a hole once it is too much. Any text and any text again are any text. */
export function appended(before: string, text: string): string {
  if (text === HOLE && before.endsWith(HOLE)) return before;
  return before.length + text.length > MOST_WRITTEN ? HOLE : before + text;
}
