import type { FileTree } from "../context/file-tree.ts";
import { dirname, joinPath } from "../context/paths.ts";
import { findRepositoryRoot, foldersUpwards } from "../context/repository-root.ts";
import type { BuildStep } from "../start/build-step.ts";
import type { Image } from "../start/start-command.ts";
import { contextFiles } from "./context-files.ts";
import { expandSource } from "./copy-files.ts";
import { imageFiles } from "./image-files.ts";
import type { ContextChoice } from "./located.ts";

/**
 * The folder that the image is built from. One that is `asked` for is taken as given. Else the folder that most COPY and
 * ADD sources exist in: the Dockerfile's own, those above it up to the repository's root (without a repository: up to the
 * working directory), and the working directory. Where that leaves several, the one from which the start command's
 * scripts are found, then the nearest.
 */
export function findContext(
  dockerfile: string,
  image: Image,
  tree: FileTree,
  asked: ContextChoice | null,
): ContextChoice {
  if (asked !== null) return asked;
  const own = dirname(dockerfile);
  const sources = contextSources(image);
  const telling = sources.filter((source) => !isWholeContext(source));
  if (sources.length === 0) {
    return {
      root: own,
      because: "no COPY or ADD takes files from the build context, so it is the Dockerfile's folder",
    };
  }
  const candidates = candidateFolders(own, tree).map((root) => ({
    root,
    found: countFound(tree, root, telling),
  }));
  const most = Math.max(...candidates.map(({ found }) => found));
  if (most === 0 && telling.length === sources.length) {
    return { root: null, because: `no folder from ${own} upwards has ${listNames(telling)}` };
  }
  const best = candidates.filter(({ found }) => found === most).map(({ root }) => root);
  const root = best.length === 1 ? best[0] : nearestWithScripts(best, dockerfile, image, tree);
  return { root: root ?? own, because: reasonFor(root ?? own, most, telling.length) };
}

function reasonFor(root: string, found: number, telling: number): string {
  if (telling === 0) return `COPY takes the whole build context, and ${root} is the nearest folder that fits`;
  if (found === 0)
    return `none of the files that COPY names is there yet, and ${root} is the nearest folder that fits`;
  if (found === telling) return `everything that COPY and ADD name is in ${root}`;
  return `${found} of the ${telling} sources that COPY and ADD name are in ${root}`;
}

function listNames(sources: readonly string[]): string {
  const named = sources.slice(0, 3).join(", ");
  return sources.length > 3 ? `${named} or any other source of COPY` : named;
}

/** The sources that come from the build context, those of stages that files are taken from too; each once, sorted. */
function contextSources(image: Image): readonly string[] {
  const seen = new Set<Image>();
  const sources = new Set<string>();
  const visit = (one: Image): void => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const step of one.steps) {
      if (step.kind !== "copy" && step.kind !== "add") continue;
      if (step.from.kind === "stage") visit(step.from.image);
      if (step.from.kind === "context") for (const source of localSources(step)) sources.add(source);
    }
  };
  visit(image);
  return [...sources].sort();
}

function localSources(step: Extract<BuildStep, { kind: "copy" | "add" }>): readonly string[] {
  return step.sources
    .filter((source) => source.kind === "known")
    .map((source) => source.text)
    .filter((text) => !/^(\w+:\/\/|git@)/.test(text));
}

/** `COPY . .` exists everywhere, and so tells nothing. */
function isWholeContext(source: string): boolean {
  return /^[./*]*$/.test(source);
}

function candidateFolders(own: string, tree: FileTree): readonly string[] {
  const top = findRepositoryRoot(tree, own) ?? ".";
  const folders: string[] = [];
  for (const folder of foldersUpwards(tree, own)) {
    folders.push(folder);
    if (folder === top) break;
  }
  if (folders.at(-1) !== top) folders.splice(1);
  return folders.includes(".") ? folders : [...folders, "."];
}

function countFound(tree: FileTree, root: string, sources: readonly string[]): number {
  const files = contextFiles(tree, root, () => false);
  return sources.filter((source) =>
    expandSource(files, source).paths.some((path) => exists(tree, root, path)),
  ).length;
}

function exists(tree: FileTree, root: string, path: string): boolean {
  return tree.entry(joinPath(root, path)).kind !== "missing";
}

/** The first folder from which most words of ENTRYPOINT and CMD lead to a file. */
function nearestWithScripts(
  folders: readonly string[],
  dockerfile: string,
  image: Image,
  tree: FileTree,
): string | undefined {
  const words = startWords(image);
  const workdir = image.workdir.kind === "known" ? image.workdir.text : null;
  let best: { readonly root: string; readonly found: number } | undefined;
  for (const root of folders) {
    const files = imageFiles(image, tree, { root, because: "" }, dockerfile);
    const found = words.filter((word) => files.findCommand(word, workdir).kind === "text").length;
    if (best === undefined || found > best.found) best = { root, found };
  }
  return best?.root;
}

/** The words of the last ENTRYPOINT and CMD that may name a file. */
function startWords(image: Image): readonly string[] {
  return (["entrypoint", "cmd"] as const).flatMap((kind) => {
    const last = image.stage?.instructions.findLast((one) => one.kind === kind);
    if (last?.kind !== kind) return [];
    const { command } = last;
    const words = command.form === "exec" ? command.argv.map((word) => word.text.text) : [command.text.text];
    return words.flatMap((text) => text.split(/[\s;&|()"']+/)).filter((word) => /[./]/.test(word));
  });
}
