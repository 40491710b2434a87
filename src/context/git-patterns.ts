import { type GitPattern, gitPattern } from "./git-pattern.ts";

/** What the patterns of one file say: the last one that stands for a path, or for a folder above it, decides. */
export type GitVerdict = "ignored" | "kept" | "nothing";

/**
 * Tells what patterns say of a path, which is relative to their folder and ends in a slash where it is a folder. What lies in
 * an ignored folder stays ignored. `lines` are those of a `.gitignore`. Source: gitignore(5).
 */
export function gitPatterns(lines: readonly string[]): (path: string) => GitVerdict {
  const patterns = lines.flatMap((line) => parseLine(line) ?? []).reverse();
  const folders = new Map<string, GitVerdict>();
  const own = (path: string, isFolder: boolean): GitVerdict => {
    for (const { matches, onlyFolders, keeps } of patterns) {
      if ((isFolder || !onlyFolders) && matches(path)) return keeps ? "kept" : "ignored";
    }
    return "nothing";
  };
  const ofFolder = (folder: string): GitVerdict => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const verdict = isBelowIgnored(folder) ? "ignored" : own(folder, true);
    folders.set(folder, verdict);
    return verdict;
  };
  const isBelowIgnored = (path: string): boolean => {
    for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) {
      const above = path.slice(0, end);
      if ((folders.get(above) ?? own(above, true)) === "ignored") return true;
    }
    return false;
  };
  return (path) => {
    if (path.endsWith("/")) return ofFolder(path.slice(0, -1));
    const end = path.lastIndexOf("/");
    return end !== -1 && ofFolder(path.slice(0, end)) === "ignored" ? "ignored" : own(path, false);
  };
}

interface Line {
  readonly matches: GitPattern;
  readonly onlyFolders: boolean;
  /** `!`: brings back what a line above left out. */
  readonly keeps: boolean;
}

/** Null for a line that says nothing. */
function parseLine(line: string): Line | null {
  if (line.startsWith("#")) return null;
  const written = withoutBlanks(line.replace(/\r$/, ""));
  const keeps = written.startsWith("!");
  const text = keeps ? written.slice(1) : written;
  const onlyFolders = text.endsWith("/");
  const pattern = onlyFolders ? text.slice(0, -1) : text;
  return pattern === "" ? null : { matches: gitPattern(pattern), onlyFolders, keeps };
}

/** Blanks at the end do not count, up to one behind a backslash. */
function withoutBlanks(line: string): string {
  const trimmed = line.replace(/(?<! ) +$/, "");
  const isEscaped = trimmed !== line && /(?<!\\)(?:\\\\)*\\$/.test(trimmed);
  return isEscaped ? `${trimmed} ` : trimmed;
}
