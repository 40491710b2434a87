import type { FileTree } from "../context/file-tree.ts";
import { dirname, isInside, joinPath } from "../context/paths.ts";
import { rootAround } from "../discover/discover.ts";
import type { Problem } from "../span.ts";
import { asScalar, valueAt, type YamlScalar, type YamlValue } from "../yaml/value.ts";
import type { KnownWords } from "./command-words.ts";
import type { ComposeText, ComposeTexts } from "./compose-text.ts";
import { parseDotEnv } from "./dot-env.ts";
import { type Interpolated, interpolate, MOST_PUT_IN } from "./interpolate.ts";

/** What compose files that run together share while they are read. */
export interface Project {
  /** What the file calls the project; null where it says nothing. */
  readonly name: string | null;
  readonly tree: FileTree;
  /** All files that were read, by path. */
  readonly texts: ReadonlyMap<string, ComposeText>;
  readonly problems: readonly Problem[];
  /** Null for a file that is not there, or lies outside the repository. */
  read(file: string): ComposeText | null;
  /** Where the paths of a file start: its own folder, if nothing else is said of the project. */
  folderOf(file: string): string;
  /** Whether a path lies in the repository: nothing outside is looked at. */
  holds(path: string): boolean;
  /** A scalar with its variables replaced, with those of the project's `.env`. */
  interpolate(scalar: YamlScalar): Interpolated;
  /** What commands come to that several services may share, by where they stand. */
  readonly commands: Map<YamlValue, KnownWords>;
  report(problem: Problem): void;
}

interface Opening {
  readonly texts: ComposeTexts;
  readonly tree: FileTree;
  /** Those that set variables; without any it is the `.env` of the folder. */
  readonly envFiles?: readonly string[];
  /** The folder that paths of these files start at, where it is not their own. */
  readonly directory?: { readonly path: string; readonly of: readonly string[] };
}

/** Characters that variables may bring into all texts of a project. */
const MOST_PUT_IN_ALL = 5 * MOST_PUT_IN;

export function openProject(file: string, given: Opening): Project {
  const { texts: all, tree, directory } = given;
  const texts = new Map<string, ComposeText>();
  const problems: Problem[] = [];
  const root = rootAround(tree, file);
  const report = (problem: Problem): void => {
    problems.push(problem);
  };
  const holds = (path: string): boolean => isInside(root, path);
  const folderOf = (path: string): string =>
    directory?.of.includes(path) === true ? directory.path : dirname(path);
  // Of what services share each text is gone through once.
  const interpolated = new Map<YamlScalar, Interpolated>();
  let room = MOST_PUT_IN_ALL;
  const envFiles = given.envFiles ?? [joinPath(folderOf(file), ".env")];
  const values = new Map(
    envFiles.filter(holds).flatMap((path) => {
      const read = tree.read(path);
      return read.ok ? [...parseDotEnv(read.text)] : [];
    }),
  );
  return {
    name: projectName(holds(file) ? all.read(file, tree) : null),
    tree,
    texts,
    problems,
    folderOf,
    holds,
    report,
    commands: new Map(),
    read(path) {
      const text = holds(path) ? all.read(path, tree) : null;
      if (text === null) return null;
      if (!texts.has(path)) for (const problem of text.problems) report(problem);
      texts.set(path, text);
      return text;
    },
    interpolate(scalar) {
      const known = interpolated.get(scalar);
      if (known !== undefined) return known;
      const made = interpolate(scalar.text, (name) => values.get(name), Math.min(room, MOST_PUT_IN));
      room -= Math.max(made.text.text.length - scalar.text.text.length, 0);
      for (const problem of made.problems) report(problem);
      interpolated.set(scalar, made);
      return made;
    },
  };
}

/** As far as no variable is needed for it. */
function projectName(text: ComposeText | null): string | null {
  const name = text?.documents.map((document) => asScalar(valueAt(document, "name"))?.text.text).at(-1);
  return name === undefined || name.includes("$") ? null : name;
}
