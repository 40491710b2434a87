import { readDockerignore } from "../context/dockerignore.ts";
import { joinPath } from "../context/paths.ts";
import { absoluteImagePath, joinImagePath, nameOf, pathBelow } from "../script/image-path.ts";
import type { Located } from "../script/located.ts";
import { isPattern } from "../script/name-pattern.ts";
import type { Image } from "../start/start-command.ts";
import { isOfBase, isPlainImage } from "./base-knowledge.ts";
import { findInOtherStages } from "./other-stages.ts";
import { mayRunScriptWith, runTexts } from "./run-steps.ts";
import { isShell } from "./shell-call.ts";
import { type StartFacts, workdirOf } from "./start-facts.ts";
import type { MissingEvidence, MissingFile } from "./start-fault.ts";
import type { Started } from "./started.ts";
import { firstStep } from "./trace.ts";

const bringsFiles = (script: string): boolean => /\b(ln|cp|mv|install)\b/.test(script);
const isNotEmpty = (script: string): boolean => /./.test(script);

type Judgement = { readonly evidence: MissingEvidence; readonly certain: boolean };

/**
 * Files that the start command names and the image will not have. Only where something speaks for a mistake: much comes
 * from a build outside of Docker, from RUN steps, or is mounted.
 */
export function findMissingFile(facts: StartFacts, started: readonly Started[]): MissingFile | null {
  for (const each of started) {
    const { located, name, span } = each;
    // A shell that is not there is an interpreter that the image lacks.
    if (isShell(name) || (located.kind !== "missing" && located.kind !== "unknown")) continue;
    const judged = judge(each, located, facts);
    if (judged !== null)
      return { kind: "missing-file", name, span, trace: [firstStep(facts.start)], ...judged };
  }
  return null;
}

type Absent = Extract<Located, { kind: "missing" | "unknown" }>;

function judge({ name, by }: Started, located: Absent, facts: StartFacts): Judgement | null {
  const { image } = facts.start;
  const path = absoluteImagePath(name, workdirOf(facts.start));
  if (path === null || /[\s$]/.test(name)) return null;
  const { archived } = image.base;
  if (archived !== undefined && image.stage === null && name.includes("/")) return notInImage(located, facts);
  // What a build makes of other files is no mistake.
  if (by === "interpreter") return isBuilt(facts) ? null : findIgnored(path, facts);
  if (!name.includes("/") && by !== "read") {
    return notInPath(name, path, located, facts) ?? notInImage(located, facts);
  }
  const isRemoved = located.kind === "missing" && isRunStep(image, located);
  if (isRemoved) return removed(path, located, facts);
  const ignored = findIgnored(path, facts);
  if (ignored !== null) return ignored;
  const isUnheard = located.place?.start === image.stage?.from.start;
  if (!isUnheard || mayComeAlong(path, facts)) return null;
  if (archived === undefined) {
    if (located.kind === "missing") return { evidence: { kind: "scratch" }, certain: true };
    if (!isPlainImage(image.base) || isOfBase(image.base, nameOf(path)) || mayBeMade(path, facts))
      return null;
  }
  const at = findElsewhere(path, facts);
  if (at !== null) return { evidence: { kind: "elsewhere", at }, certain: false };
  const stage = findInOtherStages(path, facts);
  return stage === null
    ? notInImage(located, facts)
    : { evidence: { kind: "other-stage", stage }, certain: false };
}

/** The image is at hand, in an archive. */
function notInImage({ kind, reason }: Absent, { start }: StartFacts): Judgement | null {
  if (kind === "unknown" || start.image.base.archived === undefined) return null;
  return { evidence: { kind: "not-in-image", reason }, certain: true };
}

/** A COPY of a folder brings what is below it when the image is built, which may be more than there is now. */
function mayComeAlong(path: string, { tree, context, start }: StartFacts): boolean {
  return start.image.steps.some((step) => {
    if ((step.kind !== "copy" && step.kind !== "add") || step.from.kind !== "context") return false;
    if (step.destination.kind === "unknown") return true;
    if (pathBelow(joinImagePath("/", step.destination.text), path) === null) return false;
    return step.sources.some((source) => {
      if (source.kind === "unknown" || isPattern(source.text)) return true;
      return context.root === null || tree.entry(joinPath(context.root, source.text)).kind !== "file";
    });
  });
}

function isRunStep({ steps }: Image, { place }: Absent): boolean {
  return steps.some((step) => step.kind === "run" && inside(place, step.span));
}

function inside(place: Absent["place"], step: { readonly start: number; readonly end: number }): boolean {
  return place !== null && step.start <= place.start && place.end <= step.end;
}

/** `["start.sh"]` with the file in the working directory: execvp(3) looks along PATH only. */
function notInPath(name: string, path: string, located: Absent, facts: StartFacts): Judgement | null {
  const { image } = facts.start;
  const there = facts.files.find(path);
  if (there.kind !== "text" || located.place?.start !== image.stage?.from.start) return null;
  // An ENTRYPOINT that nobody knows of may take it for the file to read.
  const isProgram = /\.(sh|bash)$/.test(name) || there.text.text.startsWith("#!");
  if (!isProgram || isOfBase(image.base, name) || mentions(name, facts)) return null;
  return {
    evidence: { kind: "not-in-path", at: path },
    certain: image.base.config !== null && image.base.assumption === null,
  };
}

/** A RUN step speaks of the name, and may put a file of that name somewhere else too. */
function mentions(name: string, { start, files }: StartFacts): boolean {
  return runTexts(start.image).some(
    (run) =>
      (/\b(ln|cp|mv|install|PATH|tar|unzip|pip3?|npm|gem)\b/.test(run.text) && run.text.includes(name)) ||
      mayRunScriptWith(run, bringsFiles, files),
  );
}

function removed(path: string, { place, reason }: Absent, facts: StartFacts): Judgement | null {
  const { image } = facts.start;
  const step = image.steps.find((each) => inside(place, each.span));
  // What is built anew has another name than a script.
  const isMadeAgain = runTexts(image, step?.span ?? null).some(
    (run) => run.text.includes(nameOf(path)) || mayRunScriptWith(run, isNotEmpty, facts.files),
  );
  if (isMadeAgain || !/\.(sh|bash)$/.test(path)) return null;
  return { evidence: { kind: "removed", reason }, certain: true };
}

/** The file of the context that a COPY would bring to the path, if `.dockerignore` let it. */
function findIgnored(path: string, { tree, context, dockerfile, start }: StartFacts): Judgement | null {
  const { root } = context;
  if (root === null || dockerfile === null) return null;
  const ignore = readDockerignore(tree, root, dockerfile.file);
  for (const step of start.image.steps) {
    if (step.kind !== "copy" && step.kind !== "add") continue;
    if (step.from.kind !== "context" || step.destination.kind !== "known") continue;
    const rest = pathBelow(joinImagePath("/", step.destination.text), path);
    for (const source of step.sources) {
      if (source.kind === "unknown" || isPattern(source.text) || rest === null) continue;
      const candidate = joinImagePath("/", rest === "" ? source.text : `${source.text}/${rest}`).slice(1);
      const isFile = rest === nameOf(source.text) ? source.text.replace(/^\.?\//, "") : candidate;
      const line = [candidate, isFile]
        .filter((each) => tree.entry(joinPath(root, each)).kind === "file")
        .map((file) => ({ file, span: ignore.ignoredBy(file) }))
        .find(({ span }) => span !== null);
      if (line === undefined || line.span === null || ignore.file === null) continue;
      if (runTexts(start.image, step.span).some(({ text }) => text.includes(nameOf(path)))) return null;
      const text = tree.read(ignore.file);
      const written = text.ok ? text.text.slice(line.span.start, line.span.end) : "";
      const evidence = { kind: "ignored", file: line.file, by: ignore.file, line: written } as const;
      return { evidence, certain: true };
    }
  }
  return null;
}

/** A RUN step builds something, which may be any file. */
function isBuilt({ start }: StartFacts): boolean {
  return runTexts(start.image).some(({ text }) =>
    /\b(build|compile|bundle|dist|generate|package|assemble|transpile|tsc|webpack|rollup|esbuild|vite|babel)\b/.test(
      text,
    ),
  );
}

/** A RUN step may make the file in a way that is not followed. */
function mayBeMade(path: string, facts: StartFacts): boolean {
  const { start, files } = facts;
  return (
    isBuilt(facts) ||
    runTexts(start.image).some(
      (run) => run.text.includes(nameOf(path)) || mayRunScriptWith(run, bringsFiles, files),
    )
  );
}

/** Where a COPY puts a file of that name, or under another name the file that has it in the build context. */
function findElsewhere(path: string, { start, files }: StartFacts): string | null {
  const name = nameOf(path);
  for (const step of start.image.steps) {
    if (step.kind !== "copy" && step.kind !== "add") continue;
    if (step.destination.kind !== "known") continue;
    const target = joinImagePath("/", step.destination.text);
    const sources = step.sources.flatMap((source) => (source.kind === "known" ? [nameOf(source.text)] : []));
    const candidates = [target, ...[name, ...sources].map((each) => joinImagePath(target, `./${each}`))];
    for (const candidate of candidates) {
      const located = candidate === path ? null : files.find(candidate);
      if (located?.kind !== "text") continue;
      if (nameOf(candidate) === name || nameOf(located.text.file) === name) return located.path;
    }
  }
  return null;
}
