import { createHash } from "node:crypto";
import type { Span } from "../span.ts";
import type { Places } from "./places.ts";

/** What a finding is known by from one run to the next: lines may move, as long as its own keeps its text. */
export interface Fingerprint {
  readonly rule: string;
  readonly file: string;
  /** The line that it starts in, without the blanks at both ends; empty where a whole file is meant. */
  readonly text: string;
  /** Which one it is of those alike, from the top of the file on, 1 for the first. */
  readonly occurrence: number;
}

/** Gives findings their fingerprints, when asked for them in the order of every output. */
export function fingerprinter(
  places: Places,
): (rule: string, file: string, span: Span | null) => Fingerprint {
  const counts = new Map<string, number>();
  return (rule, file, span) => {
    const text = span === null ? "" : places.lines(file).line(places.of(span).line).trim();
    const alike = JSON.stringify([rule, file, text]);
    const occurrence = (counts.get(alike) ?? 0) + 1;
    counts.set(alike, occurrence);
    return { rule, file, text, occurrence };
  };
}

/** A fingerprint as 32 hexadecimal digits. */
export function digestOf({ rule, file, text, occurrence }: Fingerprint): string {
  const sum = createHash("sha256").update(JSON.stringify([rule, file, text, occurrence]));
  return sum.digest("hex").slice(0, 32);
}
