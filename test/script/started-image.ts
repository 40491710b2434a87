import { expect } from "vitest";
import { type MemoryFile, memoryTree } from "../../src/context/memory-tree.ts";
import { parseDockerfile } from "../../src/dockerfile/parse.ts";
import { spanOf } from "../../src/mapped-text.ts";
import { findContext } from "../../src/script/find-context.ts";
import { imageFiles } from "../../src/script/image-files.ts";
import type { ContextChoice, ImageFiles, Located } from "../../src/script/located.ts";
import { resolveStart } from "../../src/start/resolve-start.ts";

/** The files of the image that a Dockerfile in memory builds. Lines of the Dockerfile may be indented. */
export function filesOf(
  dockerfile: string,
  files: Readonly<Record<string, MemoryFile>> = {},
  path = "Dockerfile",
): StartedFiles {
  const started = startedFiles(dockerfile, files, path);
  if (started === null) throw new Error("no stage of this Dockerfile can be started");
  return started;
}

type StartedFiles = ImageFiles & { readonly context: ContextChoice };

/** As `filesOf`; null where the Dockerfile has nothing to start, or is a template of one. */
export function startedFiles(
  dockerfile: string,
  files: Readonly<Record<string, MemoryFile>>,
  path = "Dockerfile",
): StartedFiles | null {
  const text = unindent(dockerfile);
  const plain = Object.entries(files).map(
    ([name, file]) => [name, typeof file === "string" ? { text: file, executable: false } : file] as const,
  );
  const tree = memoryTree({ ...Object.fromEntries(plain), [path]: text });
  const parsed = parseDockerfile(path, text);
  const result = resolveStart(parsed, {});
  if (!result.ok) return null;
  const context = findContext(path, result.start.image, tree, null);
  return { ...imageFiles(result.start.image, tree, context, path), context };
}

/** What the user would be shown: the file a path leads to, or why there is none. */
export function shown(located: Located): string {
  switch (located.kind) {
    case "text":
      return located.text.file;
    case "program":
      return `program ${located.file}`;
    case "directory":
      return "directory";
    case "unknown":
    case "missing":
      return `${located.kind}: ${located.reason}`;
  }
}

/** Every character of a text that the Dockerfile holds leads back to a place that holds it or stands for it. */
export function expectMapped(located: Located, dockerfile: string, words: readonly string[]): void {
  expect(located.kind).toBe("text");
  if (located.kind !== "text") return;
  const text = unindent(dockerfile);
  for (const word of words) {
    const at = located.text.text.indexOf(word);
    const span = spanOf(located.text, at, at + word.length);
    expect(text.slice(span.start, span.end)).toBe(word);
  }
}

export function textOf(located: Located): string {
  return located.kind === "text" ? located.text.text : shown(located);
}

function unindent(text: string): string {
  const lines = text.replace(/^\n/, "").replace(/\n *$/, "\n").split("\n");
  const indent = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join("\n");
}
