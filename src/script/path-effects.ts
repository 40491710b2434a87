import type { MappedText } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import {
  type Answer,
  type Effect,
  type Executable,
  FOLDER,
  type ImageBelow,
  type Node,
  passedOn,
  UNTOUCHED,
  withExecutable,
} from "./effect.ts";
import type { ModeEffect } from "./file-mode.ts";
import { firstNameBelow, joinImagePath, nameOf, parentOf, pathBelow } from "./image-path.ts";
import { withoutReturns } from "./line-ends.ts";
import { isPattern, matchesShellName, matchesShellPath } from "./name-pattern.ts";

/* What single commands do to paths of the image. All paths are absolute; `pattern` ones may hold shell wildcards. */

/** Puts a node at one path. */
export function put(span: Span, path: string, make: (below: ImageBelow) => Node): Effect {
  return {
    span,
    at(asked, below) {
      if (asked === path) return { kind: "settled", node: make(below) };
      return pathBelow(asked, path) === null ? UNTOUCHED : FOLDER;
    },
    names: (folder) => asNames(firstNameBelow(folder, path)),
  };
}

/** Writes a file as `>` does, which keeps its mode: known text, or null for the reason given. */
export function write(span: Span, path: string, text: MappedText | null, reason: string): Effect {
  return put(span, path, (below) => {
    if (text === null) return { kind: "unknown", reason, place: span };
    const executable = modeBefore(below.lookup(path));
    return { kind: "file", content: { kind: "written", text }, executable, by: [span] };
  });
}

/** `cat from > to`: the text is copied, the mode is not. */
export function writeCopy(span: Span, path: string, from: string): Effect {
  return put(span, path, (below) => {
    const node = below.lookup(from);
    if (node?.kind === "file") {
      return { ...node, executable: modeBefore(below.lookup(path)), by: [...node.by, span] };
    }
    return { kind: "unknown", reason: copiedFromNowhere("copies", from), place: span };
  });
}

function modeBefore(before: Node | null): Executable {
  if (before === null || before.kind === "missing") return "no";
  return before.kind === "file" ? before.executable : "unknown";
}

function copiedFromNowhere(verb: "copies" | "moves", from: string): string {
  return `a RUN step ${verb} it from ${from}, which no step that siglint can follow brings`;
}

/** Adds text to the end of a file, or makes it. */
export function append(span: Span, path: string, text: MappedText | null, join: Join): Effect {
  return put(span, path, (below) => {
    const before = below.lookup(path);
    const reason = "a RUN step appends to it, and siglint cannot follow that";
    const unknown: Node = { kind: "unknown", reason, place: span };
    if (text === null) return unknown;
    if (before === null || before.kind === "missing") {
      return { kind: "file", content: { kind: "written", text }, executable: "no", by: [span] };
    }
    if (before.kind !== "file" || before.content.kind !== "written") return unknown;
    const joined = join(before.content.text, text);
    return joined === null
      ? unknown
      : { ...before, content: { kind: "written", text: joined }, by: [...before.by, span] };
  });
}

export type Join = (first: MappedText, second: MappedText) => MappedText | null;

/** A symbolic link at `path`, or below it under the target's name where a folder stands there (ln(1)). */
export function link(span: Span, target: string, path: string, intoFolder: boolean): Effect {
  const placed = (below: ImageBelow): string =>
    intoFolder || below.isFolder(path) ? joinImagePath(path, nameOf(target)) : path;
  return {
    span,
    at(asked, below) {
      const place = pathBelow(path, asked) === null ? path : placed(below);
      if (asked === place) {
        const node: Node = {
          kind: "link",
          target: joinImagePath(parentOf(place), target),
          executable: null,
          by: [span],
        };
        return { kind: "settled", node };
      }
      return pathBelow(asked, path) === null || asked === path ? UNTOUCHED : FOLDER;
    },
    names: (folder, below) => asNames(firstNameBelow(folder, placed(below))),
  };
}

export interface Transfer {
  readonly span: Span;
  /** May be a pattern. Ends in `/.` where a folder's contents are meant. */
  readonly from: string;
  readonly to: string;
  /** The destination is a folder for sure: it ends in `/`, or there are several sources. */
  readonly intoFolder: boolean;
  /** `mv` takes the source away. */
  readonly moves: boolean;
  readonly mode: ModeEffect;
}

/** `cp`, `mv`, `install` and hard links: what stood at one path stands at another. */
export function transfer(given: Transfer): Effect {
  const { span, to } = given;
  const contents = given.from.endsWith("/.");
  const from = joinImagePath("/", given.from);
  const source = nameOf(from);
  const isFolder = (below: ImageBelow): boolean => !contents && (given.intoFolder || below.isFolder(to));
  /** The path that `asked` is a copy of; null where it is none. */
  const originOf = (asked: string, below: ImageBelow): string | null => {
    const rest = pathBelow(to, asked);
    if (rest === null) return null;
    if (!isFolder(below)) return joinImagePath(from, rest);
    const [name = "", ...deeper] = rest.split("/");
    if (name === "" || !matchesShellName(source, name)) return null;
    return joinImagePath(parentOf(from), [name, ...deeper].join("/"));
  };
  return {
    span,
    at(asked, below) {
      if (given.moves && matchesPathOrAbove(from, asked)) {
        return {
          kind: "settled",
          node: { kind: "missing", reason: `a RUN step moves it to ${to}`, place: span },
        };
      }
      if (asked === to && isFolder(below)) return FOLDER;
      const above = pathBelow(asked, to);
      if (above !== null && above !== "") return FOLDER;
      const origin = originOf(asked, below);
      if (origin === null || (isPattern(origin) && !contents)) return UNTOUCHED;
      const node = below.lookup(origin);
      if (node !== null) return { kind: "settled", node: withMode(passedOn(node, span), given.mode) };
      const reason = copiedFromNowhere(given.moves ? "moves" : "copies", origin);
      return asked === to
        ? { kind: "settled", node: { kind: "unknown", reason, place: span } }
        : { kind: "maybe", reason };
    },
    names(folder, below) {
      const first = firstNameBelow(folder, to);
      if (first !== null) return [first];
      if (folder === to && isFolder(below)) {
        return below.names(parentOf(from)).filter((name) => matchesShellName(source, name));
      }
      const origin = originOf(folder, below);
      return origin === null || isPattern(origin) ? [] : below.names(origin);
    },
  };
}

/** `chmod`: `pattern` names the files, with `recursive` all that is below too; `only` restricts the names. */
export function changeMode(
  span: Span,
  pattern: string,
  mode: ModeEffect,
  recursive: boolean,
  only: string | null = null,
): Effect {
  return {
    span,
    at(asked) {
      const hit = recursive ? matchesPathOrAbove(pattern, asked) : matchesShellPath(pattern, asked);
      if (!hit || mode === "unchanged" || (only !== null && !matchesShellName(only, nameOf(asked))))
        return UNTOUCHED;
      return { kind: "changed", change: (node) => withMode(node, mode) };
    },
    names: () => [],
  };
}

/** `dos2unix`, `sed -i 's/\\r$//'`: the lines of the files end in LF from then on. `pattern` and the rest as `chmod` has them. */
export function dropReturns(
  span: Span,
  pattern: string,
  recursive: boolean,
  only: string | null = null,
): Effect {
  return {
    span,
    at(asked) {
      const hit = recursive ? matchesPathOrAbove(pattern, asked) : matchesShellPath(pattern, asked);
      if (!hit || (only !== null && !matchesShellName(only, nameOf(asked)))) return UNTOUCHED;
      return { kind: "changed", change: lineEndsDropped };
    },
    names: () => [],
  };
}

function lineEndsDropped(node: Node): Node {
  if (node.kind !== "file") return node;
  const { content } = node;
  if (content.kind !== "written") return { ...node, content: { ...content, withoutReturns: true } };
  return { ...node, content: { ...content, text: withoutReturns(content.text) } };
}

/** Changes the text of files in place as `script` says, in a way that cannot be followed. */
export function edit(span: Span, pattern: string, script: string, reason: string): Effect {
  const unknown: Node = { kind: "unknown", reason, place: span };
  return {
    span,
    at(asked) {
      if (!matchesShellPath(pattern, asked)) return UNTOUCHED;
      return { kind: "changed", change: (node) => (node.kind === "file" ? unknown : node), edit: script };
    },
    names: () => [],
  };
}

/** `rm`: the files that match, and what is below them. */
export function remove(span: Span, pattern: string): Effect {
  const node: Node = { kind: "missing", reason: "a RUN step removes it", place: span };
  return {
    span,
    at: (asked) => (matchesPathOrAbove(pattern, asked) ? { kind: "settled", node } : UNTOUCHED),
    names: () => [],
  };
}

/** Fills a folder with what only the build knows: `git clone`, `tar -x`. */
export function fill(span: Span, folder: string, reason: string): Effect {
  return {
    span,
    at: (asked) => (pathBelow(folder, asked) === null ? UNTOUCHED : { kind: "maybe", reason }),
    names: () => [],
  };
}

/** Steps that do more than is followed: whatever stands anywhere may be something else by then. */
export function unfollowed(span: Span): Effect {
  const reason = "the steps of the build do more to files than siglint follows";
  const node: Node = { kind: "unknown", reason, place: span };
  return { span, at: () => ({ kind: "settled", node }), names: () => [] };
}

export function makeFolder(span: Span, path: string): Effect {
  return {
    span,
    at: (asked) => (pathBelow(asked, path) === null ? UNTOUCHED : FOLDER),
    names: (folder) => asNames(firstNameBelow(folder, path)),
  };
}

/** The effect of a command that may not run: what it would settle is only possible. */
export function perhaps(effect: Effect): Effect {
  return {
    span: effect.span,
    at(path, below) {
      const answer: Answer = effect.at(path, below);
      if (answer.kind === "changed")
        return { ...answer, change: (node) => perhapsChanged(node, answer.change(node)) };
      if (answer.kind !== "settled" || answer.node.kind === "directory") return answer;
      if (answer.node.kind === "missing") return UNTOUCHED;
      return { kind: "maybe", reason: "a RUN step brings it only under a condition" };
    },
    names: (folder, below) => effect.names(folder, below),
  };
}

function perhapsChanged(before: Node, after: Node): Node {
  if (before.kind !== "file" || after.kind !== "file" || before.executable === after.executable) return after;
  return { ...after, executable: "unknown" };
}

function withMode(node: Node, mode: ModeEffect): Node {
  return mode === "unchanged" ? node : withExecutable(node, mode satisfies Executable);
}

function matchesPathOrAbove(pattern: string, path: string): boolean {
  if (pattern === "/") return true;
  const depth = pattern.split("/").length;
  return matchesShellPath(pattern, path.split("/").slice(0, depth).join("/"));
}

function asNames(name: string | null): readonly string[] {
  return name === null ? [] : [name];
}
