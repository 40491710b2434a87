import { readFileSync } from "node:fs";

/** A fenced block of a page. */
export interface Snippet {
  readonly language: string;
  /** The name of the file that it is, behind the language; empty where it has none. */
  readonly file: string;
  readonly text: string;
}

/** Every fenced block of a page, in order; `page` is relative to the repository's root. */
export function snippetsOf(page: string): readonly Snippet[] {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), "utf8");
  return [...text.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = "", file = "", text = ""]) => ({ language, file, text }),
  );
}
