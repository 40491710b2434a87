import { posix } from "node:path";
import type { Span } from "../span.ts";
import type { FileTree } from "./file-tree.ts";
import { matchesPath } from "./match-path.ts";
import { type PathPattern, parsePathPattern } from "./path-pattern.ts";
import { joinPath } from "./paths.ts";

/** What the ignore file of a build leaves out of the build context. */
export interface Dockerignore {
  /** The file that counts for this build; null without one. */
  readonly file: string | null;
  /** Whether COPY and ADD cannot see this file or folder; the path is relative to the build context. */
  ignores(path: string): boolean;
  /** The line that leaves it out, null where none does. */
  ignoredBy(path: string): Span | null;
}

interface Line {
  readonly pattern: PathPattern;
  /** `!`: brings back what a line above left out. */
  readonly exception: boolean;
  readonly span: Span;
}

/**
 * The ignore file for the build of `dockerfile` with the context `contextRoot` (paths of the tree): the one named after
 * the Dockerfile and beside it, else `.dockerignore` in the context's root. Source: "Build context" in Docker's manual,
 * and moby's patternmatcher, which the builder uses.
 */
export function readDockerignore(tree: FileTree, contextRoot: string, dockerfile: string): Dockerignore {
  for (const file of [`${dockerfile}.dockerignore`, joinPath(contextRoot, ".dockerignore")]) {
    const result = tree.read(file);
    if (result.ok) return dockerignore(file, parseLines(file, result.text));
  }
  return dockerignore(null, []);
}

function dockerignore(file: string | null, lines: readonly Line[]): Dockerignore {
  const ignoredBy = (path: string) => lastMatch(lines, posix.join("/", path).slice(1).replace(/\/$/, ""));
  return { file, ignoredBy, ignores: (path) => ignoredBy(path) !== null };
}

/** The last line that matches the path or a folder above it decides. */
function lastMatch(lines: readonly Line[], path: string): Span | null {
  if (path === "") return null;
  const candidates = withParents(path);
  let by: Span | null = null;
  for (const line of lines) {
    // A line that would change nothing is not looked at.
    if (line.exception === (by === null)) continue;
    if (candidates.some((candidate) => matchesPath(line.pattern, candidate)))
      by = line.exception ? null : line.span;
  }
  return by;
}

function withParents(path: string): readonly string[] {
  const names = path.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/")).reverse();
}

function parseLines(file: string, text: string): readonly Line[] {
  const lines: Line[] = [];
  for (const match of text.matchAll(/[^\n]+/g)) {
    const start = match.index;
    const raw = start === 0 ? match[0].replace(/^\uFEFF/, "") : match[0];
    if (raw.startsWith("#")) continue;
    const written = raw.trim();
    const exception = written.startsWith("!");
    const pattern = parsePathPattern(cleaned(exception ? written.slice(1).trim() : written));
    // The build refuses a pattern that is none; here the other lines still count.
    if (pattern === null || pattern.length === 0) continue;
    const from = start + match[0].indexOf(written);
    lines.push({ pattern, exception, span: { file, start: from, end: from + written.length } });
  }
  return lines;
}

/** As Go's filepath.Clean does it, without the slash in front. `.` and `/` match nothing. */
function cleaned(pattern: string): string {
  return pattern === "" ? "" : posix.normalize(pattern).replace(/^\/|\/$/g, "");
}
