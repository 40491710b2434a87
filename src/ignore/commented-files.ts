import { isInArchive } from "../archive/described-image.ts";
import type { Dockerfile, Stage } from "../dockerfile/dockerfile.ts";
import type { Judged } from "../judge/judge-target.ts";
import { findComments } from "../shell/comments.ts";
import type { Span } from "../span.ts";
import { archivesOf } from "../start/archived-base.ts";
import { findStage } from "../start/build-stages.ts";
import type { Target } from "../target.ts";
import type { CommentedFile } from "./commented-file.ts";

/** The files of a target in which comments silence findings. */
export function commentedFiles({ target, subject, scripts, serviceFiles }: Judged): readonly CommentedFile[] {
  const { id, stop, sources } = target;
  const { dockerfile, texts } = subject;
  const archives = archivesOf(target.start.image);
  const isArchived = (file: string): boolean => archives.some((archive) => isInArchive(archive, file));
  // What another start command would come to, the Dockerfile's own target tells.
  const isOwnStart = dockerfile !== null && (subject.container === null || isStartedBy(dockerfile, target));
  const judged = dockerfile === null ? null : isOwnStart ? judgedParts(target, dockerfile) : [];
  const shared = { target: id, outcome: stop.outcome, judged };
  return [
    ...(dockerfile === null || !speaksToSiglint(dockerfile)
      ? []
      : [{ ...shared, ...commentsIn(dockerfile, sources) }]),
    // Whoever read them has looked for comments once; there may be thousands of containers in one text.
    ...texts
      .filter(({ comments }) => comments.length > 0)
      .map((text) => ({ ...shared, judged: null, ...text })),
    // Thousands of scripts may stand in one file, so each is asked by itself.
    ...scripts.filter(speaksToSiglint).map((script) => ({
      ...{ ...shared, file: script.file, text: sources.get(script.file) ?? script.text },
      ...{ comments: findComments(script), blocks: [] },
      archived: isArchived(script.file),
    })),
    ...serviceFiles
      .map(({ source, ...rest }) => ({
        ...{ ...shared, ...rest, file: source.file },
        text: sources.get(source.file) ?? source.text,
        archived: isArchived(source.file),
      }))
      .filter(speaksToSiglint),
  ];
}

/** Hardly any file does, and the others need not be kept. */
function speaksToSiglint({ text }: Pick<CommentedFile, "text">): boolean {
  return text.includes("siglint");
}

/** Whether nothing that runs the image starts anything else. */
function isStartedBy({ file }: Dockerfile, { start }: Target): boolean {
  const { entrypoint, cmd } = start.command ?? { entrypoint: null, cmd: null };
  return [entrypoint, cmd].every(
    (setting) => setting?.origin.kind !== "file" || setting.origin.span.file === file,
  );
}

/** A Dockerfile that stands in another file has its lines there. */
function commentsIn(
  { file, text, comments, stages }: Dockerfile,
  sources: ReadonlyMap<string, string>,
): Pick<CommentedFile, "file" | "text" | "comments" | "blocks"> {
  return {
    file,
    text: sources.get(file) ?? text,
    comments,
    blocks: stages.flatMap((stage) => stage.instructions.map(({ span }) => span)),
  };
}

/**
 * The parts of the Dockerfile that this target is about, where stages that it is not built from start something of their
 * own; their scripts can be any. Nothing, where a script on the way cannot be read.
 */
function judgedParts({ start, unreadable }: Target, dockerfile: Dockerfile): readonly Span[] | null {
  if (unreadable !== null) return [];
  const { stages } = dockerfile;
  const chain = chainOf(start.image.stage, stages);
  const others = stages.filter((stage) => !chain.includes(stage));
  if (!others.some(startsSomething)) return null;
  return chain.map((stage) => partOf(stage, dockerfile));
}

/** A stage and those it is built from, as far as FROM names them without a variable. */
function chainOf(stage: Stage | null, stages: readonly Stage[]): readonly Stage[] {
  if (stage === null) return [];
  const parent = stages[findStage(stage.base.raw, stages.slice(0, stage.index))];
  return [stage, ...chainOf(parent ?? null, stages)];
}

function startsSomething({ instructions }: Stage): boolean {
  return instructions.some(({ kind }) => kind === "entrypoint" || kind === "cmd");
}

/** A stage with the comments above its FROM. */
function partOf(stage: Stage, { file, text, stages }: Dockerfile): Span {
  const before = stages[stage.index - 1];
  const isLast = stage.index === stages.length - 1;
  return {
    file,
    start: before === undefined ? 0 : endOf(before),
    end: isLast ? text.length : endOf(stage),
  };
}

function endOf({ instructions, from }: Stage): number {
  return instructions.at(-1)?.span.end ?? from.end;
}
