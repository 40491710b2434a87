import { readFileSync } from "node:fs";

const page = readFileSync(new URL("../../docs/editors.md", import.meta.url), "utf8");

/** The snippet of docs/editors.md that is named as this file. */
export function editorSnippet(file: string): string {
  for (const [, name, text] of page.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)) {
    if (name === file && text !== undefined) return text;
  }
  throw new Error(`docs/editors.md has no ${file}`);
}
