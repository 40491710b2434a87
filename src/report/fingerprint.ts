import { createHash } from "node:crypto";
import type { Span } from "../span.ts";
import { pairStart } from "./excerpt.ts";
import type { Place, Places } from "./places.ts";

/** What a finding is known by from one run to the next: lines may move, as long as its own keeps its text. */
export interface Fingerprint {
  readonly rule: string;
  readonly file: string;
  /**
   * The line that it starts in, without the blanks at both ends; empty where a whole file is meant. Of a line longer than
   * anybody writes the beginning, and a checksum.
   */
  readonly text: string;
  /** Which one it is of those alike, from the top of the file on, 1 for the first. */
  readonly occurrence: number;
}

/** Characters. A report names the line with each finding in it, and a line of 2 MiB has room for many thousand findings. */
const LONGEST = 1000;

/** Gives findings their fingerprints, when asked for them in the order of every output. */
export function fingerprinter(
  places: Places,
): (rule: string, file: string, span: Span | null) => Fingerprint {
  const counts = new Map<string, number>();
  const texts = new Map<string, string>();
  const textAt = ({ file, line }: Place): string => {
    const key = `${line} ${file}`;
    const text = texts.get(key) ?? shortened(places.lines(file).line(line).trim());
    texts.set(key, text);
    return text;
  };
  return (rule, file, span) => {
    const text = span === null ? "" : textAt(places.of(span));
    const alike = JSON.stringify([rule, file, text]);
    const occurrence = (counts.get(alike) ?? 0) + 1;
    counts.set(alike, occurrence);
    return { rule, file, text, occurrence };
  };
}

function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, pairStart(text, LONGEST))}… ${createHash("sha256").update(text).digest("hex")}`;
}

/** A fingerprint as 32 hexadecimal digits. */
export function digestOf({ rule, file, text, occurrence }: Fingerprint): string {
  const sum = createHash("sha256").update(JSON.stringify([rule, file, text, occurrence]));
  return sum.digest("hex").slice(0, 32);
}
