import type { Heredoc } from "../dockerfile/dockerfile.ts";
import type { BuildStep } from "../start/build-step.ts";
import { type CopyFiles, expandSource, type SourceEntry } from "./copy-files.ts";
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
import { readMode } from "./file-mode.ts";
import { firstNameBelow, joinImagePath, nameOf, parentOf, pathBelow } from "./image-path.ts";
import { isExcluded, isPattern, matchesName } from "./name-pattern.ts";

export type CopyStep = Extract<BuildStep, { kind: "copy" | "add" }>;

/** One thing that a COPY or ADD brings. */
export type CopyPart =
  /** A file or folder that stands at `path` of `files`. `pivot` is where it goes below the destination with `--parents`. */
  | { readonly kind: "path"; readonly files: CopyFiles; readonly path: string; readonly pivot: string | null }
  /** A pattern whose matches are not all known. */
  | { readonly kind: "pattern"; readonly files: CopyFiles; readonly pattern: string }
  | { readonly kind: "heredoc"; readonly heredoc: Heredoc }
  /** What the files do not tell: a download, another image, an unknown source. `name` is the file name, if it is one file. */
  | { readonly kind: "unknown"; readonly name: string | null; readonly reason: string };

/** ADD unpacks local archives of these kinds (Dockerfile reference, "ADD"). */
const ARCHIVE = /\.(tar|tar\.gz|tgz|tar\.bz2|tbz2?|tar\.xz|txz|tar\.zst)$/;

/** The parts of a step; `files` is null where its source is not known, for the reason given. */
export function copyParts(
  step: CopyStep,
  source: { readonly files: CopyFiles } | { readonly files: null; readonly reason: string },
): readonly CopyPart[] {
  const parts: CopyPart[] = step.heredocs.map((heredoc) => ({
    kind: "heredoc",
    heredoc,
  }));
  for (const text of step.sources) {
    if (text.kind === "unknown") parts.push({ kind: "unknown", name: null, reason: text.reason });
    else if (step.kind === "add" && isRemote(text.text)) parts.push(remotePart(text.text));
    else if (source.files === null) {
      parts.push({
        kind: "unknown",
        name: isPattern(text.text) ? null : nameOf(text.text),
        reason: source.reason,
      });
    } else parts.push(...localParts(source.files, text.text, step.parents));
  }
  return parts;
}

function localParts(files: CopyFiles, source: string, parents: boolean): readonly CopyPart[] {
  const pivot = (path: string): string | null => (parents ? pivotOf(source, path) : null);
  const { paths, isAll } = expandSource(files, source);
  const parts: CopyPart[] = paths.map((path) => ({ kind: "path", files, path, pivot: pivot(path) }));
  if (!isAll) parts.push({ kind: "pattern", files, pattern: source });
  return parts;
}

/** With `--parents` the path of the source is kept from `/./` on (Dockerfile reference, "COPY --parents"). */
function pivotOf(source: string, path: string): string {
  const marker = source.indexOf("/./");
  if (marker === -1) return path;
  const dropped = source
    .slice(0, marker)
    .split("/")
    .filter((name) => name !== "" && name !== ".").length;
  return `/${path
    .split("/")
    .slice(dropped + 1)
    .join("/")}`;
}

function isRemote(source: string): boolean {
  return /^(https?:\/\/|git@|git:\/\/|ssh:\/\/)/.test(source);
}

function remotePart(url: string): CopyPart {
  const path = url.replace(/[?#][\s\S]*$/, "");
  const repository = !/^https?:/.test(url) || path.endsWith(".git");
  const reason = `ADD downloads it from ${url}`;
  return { kind: "unknown", name: repository ? null : nameOf(path), reason };
}

/** COPY and ADD as an effect on the image (Dockerfile reference, "COPY", "ADD"). */
export function copyEffect(step: CopyStep, parts: readonly CopyPart[]): Effect {
  const { destination, span } = step;
  if (destination.kind === "unknown") {
    const brings = (name: string) => parts.some((part) => partName(part) === name);
    return {
      span,
      at: (path) => (brings(nameOf(path)) ? { kind: "maybe", reason: destination.reason } : UNTOUCHED),
      names: () => [],
    };
  }
  const target = joinImagePath("/", destination.text);
  const manifold = parts.length > 1 || step.parents || destination.text.endsWith("/");
  const executable = modeOf(step);
  return {
    span,
    at(path, below) {
      const rest = pathBelow(path, target);
      if (rest !== null && rest !== "") return parts.length === 0 ? UNTOUCHED : FOLDER;
      if (pathBelow(target, path) === null) return UNTOUCHED;
      const place: Place = { target, path, folder: manifold || below.isFolder(target), below };
      if (path === target && place.folder && parts.length > 0) return FOLDER;
      return lastAnswer(parts, (part) => finish(step, executable, answerOf(step, part, place)));
    },
    names(folder, below) {
      const first = firstNameBelow(folder, target);
      if (first !== null) return [first];
      if (pathBelow(target, folder) === null) return [];
      const place: Place = { target, path: folder, folder: manifold || below.isFolder(target), below };
      return parts.flatMap((part) => partNames(part, place));
    },
  };
}

interface Place {
  readonly target: string;
  readonly path: string;
  /** The destination is a folder, so a file goes into it under its own name. */
  readonly folder: boolean;
  readonly below: ImageBelow;
}

/** A later source overwrites an earlier one; what is only possible stands behind what is sure. */
function lastAnswer(parts: readonly CopyPart[], ask: (part: CopyPart) => Answer): Answer {
  let weaker: Answer = UNTOUCHED;
  for (const part of [...parts].reverse()) {
    const answer = ask(part);
    if (answer.kind === "settled") return answer;
    if (weaker.kind === "untouched" || (weaker.kind === "absent" && answer.kind === "maybe")) weaker = answer;
  }
  return weaker;
}

function answerOf(step: CopyStep, part: CopyPart, place: Place): Answer {
  switch (part.kind) {
    case "heredoc":
      return heredocAnswer(step, part, place);
    case "unknown":
      return unknownAnswer(step, part, place);
    case "pattern": {
      const [name] = pathBelow(place.target, place.path)?.split("/") ?? [];
      const last = part.pattern.slice(part.pattern.lastIndexOf("/") + 1);
      if (name === undefined || !matchesName(last, name)) return UNTOUCHED;
      return {
        kind: "maybe",
        reason: `COPY takes ${part.pattern}, and not all that it stands for is known`,
      };
    }
    case "path":
      return pathAnswer(step, part, place);
  }
}

function heredocAnswer(step: CopyStep, part: Extract<CopyPart, { kind: "heredoc" }>, place: Place): Answer {
  const { body, name, quoted } = part.heredoc;
  if (place.path !== fileTarget(name, place)) return UNTOUCHED;
  if (!quoted) {
    const reason = "the build puts variables into its heredoc whose values are not known";
    return { kind: "settled", node: { kind: "unknown", reason, place: step.span } };
  }
  const content = { kind: "written", text: body } as const;
  return { kind: "settled", node: { kind: "file", content, executable: "no", by: [] } };
}

function unknownAnswer(step: CopyStep, part: Extract<CopyPart, { kind: "unknown" }>, place: Place): Answer {
  if (!place.folder && place.path === place.target) {
    return { kind: "settled", node: { kind: "unknown", reason: part.reason, place: step.span } };
  }
  return { kind: "maybe", reason: part.reason };
}

function pathAnswer(step: CopyStep, part: Extract<CopyPart, { kind: "path" }>, place: Place): Answer {
  const source = part.files.follow(part.path);
  const name = nameOf(part.path);
  if (source.kind === "link") return UNTOUCHED;
  if (source.kind === "absent") {
    const named = place.path === fileTarget(part.pivot ?? name, place) || isLikelyFile(name, place);
    if (source.why === "uncertain" || !named) return { kind: "maybe", reason: source.reason };
    return { kind: "absent", reason: source.reason };
  }
  const { node } = source;
  if (node.kind === "directory") {
    const target = part.pivot === null ? place.target : joinImagePath(place.target, `.${part.pivot}`);
    return folderAnswer(step, part, pathBelow(target, place.path), place);
  }
  if (node.kind === "file" && node.content.kind === "context" && step.kind === "add" && ARCHIVE.test(name)) {
    return {
      kind: "maybe",
      reason: `ADD unpacks ${part.path.slice(1)} there, and siglint does not look into archives`,
    };
  }
  const target = fileTarget(part.pivot ?? name, place);
  if (place.path === target || isLikelyFile(name, place)) return { kind: "settled", node };
  return pathBelow(place.path, target) === null ? UNTOUCHED : FOLDER;
}

/**
 * `COPY start.sh /srv/x` makes a file `/srv/x`, unless the base image has a folder there. Who then asks for
 * `/srv/x/start.sh` counts on that folder.
 */
function isLikelyFile(name: string, place: Place): boolean {
  if (place.folder || !place.below.hasBase || place.path !== joinImagePath(place.target, name)) return false;
  const before = place.below.lookup(place.target);
  return before === null || before.kind === "unknown";
}

function fileTarget(name: string, place: Place): string {
  return place.folder ? joinImagePath(place.target, `./${name}`) : place.target;
}

/** A folder's contents are copied, not the folder. */
function folderAnswer(
  step: CopyStep,
  part: Extract<CopyPart, { kind: "path" }>,
  rest: string | null,
  place: Place,
): Answer {
  if (rest === null) return UNTOUCHED;
  if (rest === "") return FOLDER;
  const inner = joinImagePath(part.path, rest);
  const found = part.files.entry(inner);
  if (found.kind === "absent") {
    const module = part.files.whyIncomplete(inner);
    if (module !== null) return { kind: "maybe", reason: module };
    if (found.why === "ignored") return { kind: "absent", reason: found.reason };
    return found.why === "uncertain" ? { kind: "maybe", reason: found.reason } : UNTOUCHED;
  }
  if (step.exclude.some((pattern) => pattern.kind === "known" && isExcluded(pattern.text, rest))) {
    return { kind: "absent", reason: `--exclude leaves ${rest} out` };
  }
  if (found.kind === "link") return { kind: "settled", node: linkNode(found.target, place.path) };
  return { kind: "settled", node: found.node };
}

function linkNode(target: string, path: string): Node {
  return { kind: "link", target: joinImagePath(parentOf(path), target), executable: null, by: [] };
}

function finish(step: CopyStep, executable: Executable | null, answer: Answer): Answer {
  if (answer.kind !== "settled") return answer;
  const node = passedOn(answer.node, step.span);
  return {
    kind: "settled",
    node: executable === null || node.kind !== "file" ? node : withExecutable(node, executable),
  };
}

function modeOf(step: CopyStep): Executable | null {
  if (step.chmod === null) return null;
  if (step.chmod.kind === "unknown") return "unknown";
  const mode = readMode(step.chmod.text);
  return mode === "unchanged" ? null : mode;
}

function partName(part: CopyPart): string | null {
  if (part.kind === "path") return nameOf(part.path);
  if (part.kind === "heredoc") return part.heredoc.name;
  return part.kind === "pattern" ? null : part.name;
}

function partNames(part: CopyPart, place: Place): readonly string[] {
  if (part.kind !== "path")
    return part.kind === "heredoc" && place.folder && place.path === place.target ? [part.heredoc.name] : [];
  const source: SourceEntry = part.files.follow(part.path);
  if (source.kind !== "node") return [];
  const isDirectory = source.node.kind === "directory";
  if (part.pivot === null && isDirectory) {
    return part.files.names(joinImagePath(part.path, pathBelow(place.target, place.path) ?? ""));
  }
  const file = isDirectory
    ? joinImagePath(place.target, `.${part.pivot ?? ""}`)
    : fileTarget(part.pivot ?? nameOf(part.path), place);
  const first = firstNameBelow(place.path, file);
  if (first !== null) return [first];
  const inside = isDirectory ? pathBelow(file, place.path) : null;
  return inside === null ? [] : part.files.names(joinImagePath(part.path, inside));
}
