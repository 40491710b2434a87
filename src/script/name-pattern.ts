import { matchesPath } from "../context/match-path.ts";
import { parsePathPattern } from "../context/path-pattern.ts";

/** Whether a word holds characters that make it a pattern; escaped ones do not count. */
export function isPattern(word: string): boolean {
  return /[*?[]/.test(word.replace(/\\./g, ""));
}

/** The text of a word without patterns: `a\*b` is the name `a*b`. */
export function unescapePattern(word: string): string {
  return word.replace(/\\(.)/g, "$1");
}

/** One name against one segment of a pattern, as Go's `filepath.Match` does it. */
export function matchesName(pattern: string, name: string): boolean {
  return nameMatcher(pattern)(name);
}

/** As `matchesName`, for many names. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const parsed = parsePathPattern(pattern);
  return (name) => parsed !== null && matchesPath(parsed, name);
}

/** As `matchesName` for a shell: `[!a]`, and a leading dot has to be written out (POSIX, 2.14.3). */
export function matchesShellName(pattern: string, name: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  return matchesName(pattern.replaceAll("[!", "[^"), name);
}

/** An absolute path of the image against an absolute shell pattern, folder by folder. */
export function matchesShellPath(pattern: string, path: string): boolean {
  const segments = pattern.split("/");
  const names = path.split("/");
  return (
    segments.length === names.length &&
    segments.every((segment, index) => matchesShellName(segment, names[index] ?? ""))
  );
}

/** Whether a pattern of `--exclude` takes out this path or a folder above it; both without a leading slash. */
export function isExcluded(pattern: string, path: string): boolean {
  const parsed = parsePathPattern(pattern.replace(/^\.?\/+|(?<!\/)\/+$/g, ""));
  if (parsed === null) return false;
  const names = path.split("/");
  return names.some((_, index) => matchesPath(parsed, names.slice(0, index + 1).join("/")));
}
