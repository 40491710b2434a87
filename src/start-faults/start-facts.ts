import type { FileTree } from "../context/file-tree.ts";
import type { Dockerfile, Instruction } from "../dockerfile/dockerfile.ts";
import type { MappedText } from "../mapped-text.ts";
import type { ShellForm } from "../process/shell-form.ts";
import type { ContextChoice, ImageFiles } from "../script/located.ts";
import type { Span } from "../span.ts";
import type { Start } from "../start/start-command.ts";

/** What the start of a target is judged by. */
export interface StartFacts {
  /** Null for an image that is only named. */
  readonly dockerfile: Dockerfile | null;
  readonly start: Start;
  readonly files: ImageFiles;
  readonly tree: FileTree;
  readonly context: ContextChoice;
  /** The scripts that are played, strings of the Dockerfile among them. */
  readonly scripts: readonly MappedText[];
  readonly shellForms: readonly ShellForm[];
}

/** The instruction that stands at a span, ONBUILD ones included. */
export function instructionAt(dockerfile: Dockerfile | null, span: Span): Instruction | null {
  if (dockerfile === null || span.file !== dockerfile.file) return null;
  const all = dockerfile.stages
    .flatMap((stage) => stage.instructions)
    .flatMap((one) => (one.kind === "onbuild" ? [one, one.instruction] : [one]));
  return all.find((one) => one.span.start === span.start && one.span.end === span.end) ?? null;
}

/** The folder that the start command is started in; null where it is not known. */
export function workdirOf({ image }: Start): string | null {
  return image.workdir.kind === "known" ? image.workdir.text : null;
}
