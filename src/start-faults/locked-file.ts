import { joinPath } from "../context/paths.ts";
import { findRepositoryRoot } from "../context/repository-root.ts";
import type { CopyInstruction, Dockerfile } from "../dockerfile/dockerfile.ts";
import { nameOf } from "../script/image-path.ts";
import type { Located } from "../script/located.ts";
import { isPattern } from "../script/name-pattern.ts";
import { mayRunScriptWith, type RunText, runTexts } from "./run-steps.ts";
import { instructionAt, type StartFacts } from "./start-facts.ts";
import type { LockedFile, Mend } from "./start-fault.ts";
import type { Started } from "./started.ts";
import { traceOfFile } from "./trace.ts";

type TextFile = Extract<Located, { kind: "text" }>;

/** The files that are run directly without an execute bit for anybody: execve(2), EACCES. */
export function findLockedFiles(facts: StartFacts, started: readonly Started[]): readonly LockedFile[] {
  return started.flatMap((each) => {
    const { located, by, name, span } = each;
    if (by === "read" || by === "interpreter" || located.kind !== "text" || located.executable !== "no")
      return [];
    const isWritten = located.text.file === facts.dockerfile?.file;
    if (isPlaceholder(located) || mayBeUnlocked(located, facts)) return [];
    if (!isWritten && hidesModes(facts)) return [];
    return [
      {
        kind: "locked-file",
        name,
        file: isWritten || located.archived === true ? null : located.text.file,
        broughtBy: broughtBy(located, facts),
        span,
        trace: traceOfFile(located, facts.start),
        certain: true,
        mend: mendOf(located, facts),
      },
    ];
  });
}

/** What brings it last: a build, or a mount of the container's, of a file or of a text that stands in another. */
function broughtBy({ by, text, archived }: TextFile, { dockerfile }: StartFacts): LockedFile["broughtBy"] {
  if (archived === true) return "build";
  const last = by.at(-1)?.file;
  if (last === undefined || last === dockerfile?.file) return "build";
  return text.pieces[0]?.start === 0 ? "file-mount" : "text-mount";
}

/** An empty file stands for a program that the build brings, and so does one of Git LFS. */
function isPlaceholder({ text: { text } }: TextFile): boolean {
  return text.trim() === "" || text.startsWith("version https://git-lfs");
}

/** A checkout on a file system without modes (`core.fileMode=false`, git-config(1)) shows none of git's. */
function hidesModes({ tree, context }: StartFacts): boolean {
  const root = context.root === null ? null : findRepositoryRoot(tree, context.root);
  const config = root === null ? null : tree.read(joinPath(root, ".git/config"));
  return config?.ok === true && /^[ \t]*filemode[ \t]*=[ \t]*false[ \t\r]*$/im.test(config.text);
}

/** A RUN step behind the one that brings the file may change its mode in a way that is not followed. */
function mayBeUnlocked({ by }: TextFile, { start, files }: StartFacts): boolean {
  const [first] = by;
  const steps = [...by, ...(first === undefined ? [] : [first])].flatMap((span) =>
    runTexts(start.image, span),
  );
  return steps.some((run) => changesModes(run, files));
}

function changesModes(run: RunText, files: StartFacts["files"]): boolean {
  const mentions = /\bchmod\b|\bsetfacl\b/.test(run.text);
  if (mentions && /xargs|\$|`|-exec|\bwhile\b|\bparallel\b|\bread\b/.test(run.text)) return true;
  return mayRunScriptWith(run, (text) => /\bchmod\b|\binstall\b/.test(text), files);
}

/** `--chmod` at the COPY or ADD that brings the file last. */
function mendOf({ by, path, text }: TextFile, { dockerfile, tree, context }: StartFacts): Mend | null {
  const copy = by
    .map((span) => instructionAt(dockerfile, span))
    .findLast((one) => one !== null && isCopy(one));
  if (copy === undefined || copy === null || !isCopy(copy) || lacksChmod(dockerfile)) return null;
  const { chmod, keyword } = copy;
  const place = chmod === null ? { ...keyword, start: keyword.end } : chmod.span;
  const edits = [{ ...place, text: chmod === null ? " --chmod=755" : "755" }];
  const names = [nameOf(path), nameOf(text.file)];
  const isFile = (source: string): boolean =>
    copy.from === null && context.root !== null
      ? tree.entry(joinPath(context.root, source)).kind === "file"
      : names.includes(nameOf(source));
  return { edits, safe: copy.sources.every(({ raw }) => !isPattern(raw) && isFile(raw)) };
}

function isCopy(instruction: { readonly kind: string }): instruction is CopyInstruction {
  return instruction.kind === "copy" || instruction.kind === "add";
}

/** `COPY --chmod` came with the Dockerfile frontend 1.2 (its release notes). */
function lacksChmod(dockerfile: Dockerfile | null): boolean {
  const syntax = dockerfile?.syntax ?? null;
  return syntax !== null && /dockerfile:1\.[01](\D|$)/.test(syntax);
}
