import type { Dockerfile } from "./dockerfile/dockerfile.ts";
import type { Judged } from "./judge-target.ts";
import { findComments } from "./shell/comments.ts";
import type { CommentedFile } from "./suppress.ts";

/** The files of a target in which comments can silence findings. */
export function commentedFiles({
  target,
  dockerfile,
  scripts,
}: Judged & { readonly dockerfile: Dockerfile }): readonly CommentedFile[] {
  const { id, stop, sources } = target;
  const shared = { target: id, outcome: stop.outcome };
  const blocks = dockerfile.stages.flatMap((stage) => stage.instructions.map(({ span }) => span));
  const { file, text, comments } = dockerfile;
  return [
    { ...shared, file, text, comments, blocks },
    ...scripts.map((script) => ({
      ...shared,
      file: script.file,
      text: sources.get(script.file) ?? script.text,
      comments: findComments(script),
      blocks: [],
    })),
  ];
}
