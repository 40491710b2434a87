import { readDockerignore } from "../context/dockerignore.ts";
import type { FileTree, ReadFailure } from "../context/file-tree.ts";
import { wholeFile } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import { DEFAULT_PATH } from "../start/identify-base.ts";
import type { Image } from "../start/start-command.ts";
import { contextFiles } from "./context-files.ts";
import type { Content, FileText, Node } from "./effect.ts";
import {
  absoluteImagePath,
  foldersOfPath,
  isStandardFolder,
  joinImagePath,
  PATH_TOO_LONG,
} from "./image-path.ts";
import { type ContextSource, ImageView, type Nothing } from "./image-view.ts";
import { withoutReturns } from "./line-ends.ts";
import type { ContextChoice, ImageFiles, Located } from "./located.ts";
import { type Mount, mountEffect } from "./mount.ts";
import { isPattern, matchesShellName } from "./name-pattern.ts";

/**
 * The files of an image, as its build steps tell. Nothing is built: each question walks the steps backwards to the one
 * that put the path there. `dockerfilePath` is needed for its ignore file, and null where the image is only named; both
 * paths are relative to the working directory. `mounts` lie over what the steps make.
 */
export function imageFiles(
  image: Image,
  tree: FileTree,
  context: ContextChoice,
  dockerfilePath: string | null,
  mounts: readonly Mount[] = [],
): ImageFiles {
  const over = mounts.map((mount) => mountEffect(mount, tree));
  const view = new ImageView(image, contextSource(tree, context, dockerfilePath), new Map(), over);
  const texts = new Map<string, FileText>();
  const found = new Map<string, Finding>();

  const textOf = (content: Content): FileText => {
    if (content.kind === "written") return { kind: "text", text: content.text };
    const key = `${content.file}${content.withoutReturns === true ? "\0" : ""}`;
    const known = texts.get(key);
    if (known !== undefined) return known;
    const read = content.kind === "archived" ? content.text() : readText(tree, content.file);
    const text: typeof read =
      content.withoutReturns === true && read.kind === "text"
        ? { kind: "text", text: withoutReturns(read.text) }
        : read;
    texts.set(key, text);
    return text;
  };
  const look = (path: string): Finding => {
    const known = found.get(path);
    if (known !== undefined) return known;
    const made = locate(view, joinImagePath("/", path), textOf);
    found.set(path, made);
    return made;
  };

  return {
    find: (path) => look(path).located,
    findCommand: (name, workdir) => findCommand(view, name, workdir, look),
    glob: (pattern) => expandGlob(view, joinImagePath("/", pattern), (path) => look(path).located),
  };
}

function contextSource(tree: FileTree, context: ContextChoice, dockerfilePath: string | null): ContextSource {
  if (context.root === null || dockerfilePath === null)
    return { files: null, reason: `the build context is not known: ${context.because}` };
  const ignore = readDockerignore(tree, context.root, dockerfilePath);
  return { files: contextFiles(tree, context.root, (path) => ignore.ignores(path)) };
}

interface Finding {
  readonly located: Located;
  /** No step speaks of the path. */
  readonly unheard: boolean;
}

function readText(tree: FileTree, file: string): FileText {
  const read = tree.read(file);
  if (read.ok) return { kind: "text", text: wholeFile(file, read.text) };
  return read.why === "binary" ? { kind: "program" } : { kind: "unreadable", why: read.why };
}

function locate(view: ImageView, asked: string, textOf: (content: Content) => FileText): Finding {
  const path = view.knownSpelling(asked);
  const resolved = view.layers.resolve(path);
  if (resolved.loops) {
    const located: Located = {
      kind: "missing",
      path,
      reason: "its links lead in a circle",
      place: resolved.by[0] ?? null,
    };
    return { located, unheard: false };
  }
  const target = view.knownSpelling(resolved.path);
  const { node, edits } = view.layers.trail(target);
  if (node === null || node.kind === "link") {
    const nothing = view.explainNothing(target);
    const located = withEdits(locateNothing(path, target, nothing), edits);
    return { located, unheard: nothing.unheard && target === path };
  }
  return { located: withEdits(locateNode(path, node, resolved, textOf), edits), unheard: false };
}

function withEdits(located: Located, edits: readonly string[]): Located {
  return located.kind === "unknown" && edits.length > 0 ? { ...located, edits } : located;
}

function locateNothing(path: string, target: string, nothing: Nothing): Located {
  const reason = target === path ? nothing.reason : `it is a link to ${target}, and ${nothing.reason}`;
  if (nothing.kind === "missing") return { kind: "missing", path, reason, place: nothing.place };
  const isAstray = target !== path && !OF_BASE_IMAGES.test(target);
  return { kind: "unknown", path, reason, place: nothing.place, ...(isAstray && { astray: true }) };
}

/** Folders in which links of a build context may mean files of the base image. */
const OF_BASE_IMAGES = /^\/(usr|etc|opt|lib(32|64)?|s?bin|var|run|dev|proc)\//;

function locateNode(
  path: string,
  node: Exclude<Node, { kind: "link" }>,
  links: ReturnType<ImageView["layers"]["resolve"]>,
  textOf: (content: Content) => FileText,
): Located {
  if (node.kind === "directory") return { kind: "directory", path };
  if (node.kind !== "file") return { kind: node.kind, path, reason: node.reason, place: node.place };
  const by: readonly Span[] = [...node.by, ...links.by];
  const text = textOf(node.content);
  if (text.kind === "text") {
    const executable = links.executable ?? node.executable;
    const archived = node.content.kind === "archived" && { archived: true as const };
    return { kind: "text", text: text.text, path, executable, ...archived, by };
  }
  if (text.kind === "unknown")
    return { kind: "unknown", path, reason: text.reason, place: by.at(-1) ?? null };
  const file = node.content.kind === "written" ? node.content.text.file : node.content.file;
  if (text.kind === "program") return { kind: "program", path, file, by };
  const reason = `${file} ${unread(text.why)}`;
  return { kind: "unknown", path, reason, place: by.at(-1) ?? null, unreadable: { file, why: text.why } };
}

function unread(why: ReadFailure): string {
  if (why === "too-large") return "is larger than what siglint reads";
  return why === "outside" ? "leads out of what siglint may read" : "cannot be read";
}

function findCommand(
  view: ImageView,
  name: string,
  workdir: string | null,
  look: (path: string) => Finding,
): Located {
  if (name.includes("/")) {
    const path = absoluteImagePath(name, workdir);
    if (path !== null) return look(path).located;
    return { kind: "unknown", path: name, reason: "the folder it is started in is not known", place: null };
  }
  const set = view.image.env.get("PATH") ?? { kind: "known", text: DEFAULT_PATH };
  if (set.kind === "unknown")
    return { kind: "unknown", path: name, reason: `PATH is not known: ${set.reason}`, place: null };
  const folders = foldersOfPath(set.text);
  if (folders === null) return { kind: "unknown", path: name, reason: PATH_TOO_LONG, place: null };
  // A folder that an archive was unpacked into may hold the name; a file that is known to be there is likelier.
  let possible: Located | null = null;
  for (const folder of folders) {
    const path = absoluteImagePath(`${folder || "."}/${name}`, workdir);
    if (path === null) continue;
    const { located, unheard } = look(path);
    if (located.kind === "text" || located.kind === "program") return located;
    if (unheard || located.kind === "directory") continue;
    if (possible === null || (possible.kind === "missing" && located.kind === "unknown")) possible = located;
  }
  if (possible !== null) return possible;
  const nothing = view.explainNothing(`/usr/local/bin/${name}`);
  return { kind: nothing.kind, path: name, reason: nothing.reason, place: nothing.place };
}

function expandGlob(
  view: ImageView,
  pattern: string,
  find: (path: string) => Located,
): { readonly paths: readonly string[]; readonly complete: boolean } {
  let folders: readonly string[] = ["/"];
  let complete = true;
  for (const segment of pattern.split("/").filter((part) => part !== "")) {
    if (!isPattern(segment)) {
      folders = folders.map((folder) => joinImagePath(folder, `./${segment}`));
      continue;
    }
    complete &&= folders.every((folder) => holdsOnlyKnownFiles(view, folder));
    folders = folders.flatMap((folder) =>
      view.layers.top
        .names(folder)
        .filter((name) => matchesShellName(segment, name))
        .map((name) => joinImagePath(folder, `./${name}`)),
    );
  }
  const paths = folders.filter((path) => find(path).kind === "text" || find(path).kind === "program");
  return { paths: [...paths].sort(), complete };
}

/** A folder that the steps make and a base image of a known kind does not have. */
function holdsOnlyKnownFiles(view: ImageView, folder: string): boolean {
  const inside = joinImagePath(folder, "./any");
  const nothing = view.explainNothing(inside);
  if (nothing.kind === "missing") return true;
  if (!nothing.unheard || view.image.base.config === null) return false;
  const top = `/${folder.split("/")[1] ?? ""}`;
  return !isStandardFolder(top) && !top.startsWith("/docker-entrypoint");
}
