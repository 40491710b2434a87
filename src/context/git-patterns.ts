import { type GitPattern, gitPattern, literalOf, literalsFor } from "./git-pattern.ts";

/** What the patterns of one file say: the last one that stands for a path, or for a folder above it, decides. */
export type GitVerdict = "ignored" | "kept" | "nothing";

/**
 * Tells what patterns say of a path, which is relative to their folder and ends in a slash where it is a folder. What lies in
 * an ignored folder stays ignored. `lines` are those of a `.gitignore`. Source: gitignore(5).
 */
export function gitPatterns(lines: readonly string[]): (path: string) => GitVerdict {
  const patterns = lines.flatMap((line) => parseLine(line) ?? []);
  // Most lines are plain names, of which there may be thousands: those are looked up.
  const literals = new Map<string, Ranked[]>();
  const others: Ranked[] = [];
  for (const [rank, line] of [...patterns.entries()].reverse()) {
    const list = line.literal === null ? others : (literals.get(line.literal) ?? []);
    if (line.literal !== null) literals.set(line.literal, list);
    list.push({ ...line, rank });
  }
  const folders = new Map<string, GitVerdict>();
  const own = (path: string, isFolder: boolean): GitVerdict => {
    const counts = ({ onlyFolders }: Ranked): boolean => isFolder || !onlyFolders;
    let last: Ranked | null = null;
    for (const literal of literalsFor(path)) {
      const found = literals.get(literal)?.find(counts);
      if (found !== undefined && found.rank > (last?.rank ?? -1)) last = found;
    }
    for (const each of others) {
      if (each.rank < (last?.rank ?? -1)) break;
      if (!counts(each) || !each.matches(path)) continue;
      last = each;
      break;
    }
    return last === null ? "nothing" : last.keeps ? "kept" : "ignored";
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
  /** What it is looked up by; null where it has to be compared. */
  readonly literal: string | null;
  readonly onlyFolders: boolean;
  /** `!`: brings back what a line above left out. */
  readonly keeps: boolean;
}

/** The higher, the further down the line stands. */
type Ranked = Line & { readonly rank: number };

/** Null for a line that says nothing. */
function parseLine(line: string): Line | null {
  if (line.startsWith("#")) return null;
  const written = withoutBlanks(line.replace(/\r$/, ""));
  const keeps = written.startsWith("!");
  const text = keeps ? written.slice(1) : written;
  const onlyFolders = text.endsWith("/");
  const pattern = onlyFolders ? text.slice(0, -1) : text;
  return pattern === ""
    ? null
    : { matches: gitPattern(pattern), literal: literalOf(pattern), onlyFolders, keeps };
}

/** Blanks at the end do not count, up to one behind a backslash. */
function withoutBlanks(line: string): string {
  const trimmed = line.replace(/(?<! ) +$/, "");
  const isEscaped = trimmed !== line && /(?<!\\)(?:\\\\)*\\$/.test(trimmed);
  return isEscaped ? `${trimmed} ` : trimmed;
}
