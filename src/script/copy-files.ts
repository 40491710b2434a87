import type { Node } from "./effect.ts";
import { joinImagePath } from "./image-path.ts";
import { isPattern, nameMatcher, unescapePattern } from "./name-pattern.ts";

/** What stands at a path of the place that COPY takes files from. */
export type SourceEntry =
  | { readonly kind: "node"; readonly node: Node }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "absent"; readonly why: Absence; readonly reason: string };

/** Not there; kept out by `.dockerignore`; or it cannot be told from the files. */
export type Absence = "none" | "ignored" | "uncertain";

/** Where COPY takes its files from: the build context, or the image of another stage. Paths start at its root, `/`. */
export interface CopyFiles {
  /** Links are followed, as COPY does with the sources it is given. */
  follow(path: string): SourceEntry;
  /** A link is not followed, as COPY does with what is inside a folder. */
  entry(path: string): SourceEntry;
  names(folder: string): readonly string[];
  /** Whether `names` gives all that is there. */
  readonly complete: boolean;
  /** Why a folder may hold less here than when the image is built (a submodule); null where it does not. */
  whyIncomplete(folder: string): string | null;
}

/** What a source of COPY stands for. */
export interface Expanded {
  readonly paths: readonly string[];
  /** Whether that is all of it. */
  readonly isAll: boolean;
}

/** The names of folders and files in the paths that a pattern stands for: links to folders above make more of them without end. */
const MOST_NAMES = 10_000;

/** The paths that a source of COPY stands for: itself, or what matches it, sorted (Go's `filepath.Match`). */
export function expandSource(files: CopyFiles, source: string): Expanded {
  if (!isPattern(source)) return { paths: [joinImagePath("/", unescapePattern(source))], isAll: true };
  let found: readonly string[] = ["/"];
  let isAll = files.complete;
  for (const [index, segment] of source
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .entries()) {
    const next = isPattern(segment)
      ? found.flatMap((folder) => matchingChildren(files, folder, segment))
      : found.map((folder) => joinImagePath(folder, unescapePattern(segment)));
    found = next.slice(0, Math.ceil(MOST_NAMES / (index + 1)));
    isAll &&= found.length === next.length;
  }
  return { paths: found.filter((path) => files.follow(path).kind === "node"), isAll };
}

function matchingChildren(files: CopyFiles, folder: string, pattern: string): readonly string[] {
  return files
    .names(folder)
    .filter(nameMatcher(pattern))
    .map((name) => joinImagePath(folder, name));
}
