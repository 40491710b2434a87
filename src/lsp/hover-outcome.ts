import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { explainAll } from "../explain.ts";
import type { TargetExplanation } from "../explanation.ts";
import type { HoverPart } from "./hover-part.ts";
import { judgeOptions } from "./judgement.ts";
import { outcomePart } from "./outcome-part.ts";
import type { View } from "./view.ts";

/**
 * What a stop does to the container, at an ENTRYPOINT or CMD that has a say in what it starts; null elsewhere. Of a stage
 * that is not the last it is what `--target` with that stage would tell.
 */
export async function hoverOutcome(offset: number, view: View): Promise<HoverPart | null> {
  const { path, project, rulebook, report } = view;
  const text = report.sources.get(path);
  const isDockerfile = project
    .readersOf(path)
    .some(({ file, kind }) => file === path && kind === "dockerfile");
  if (text === undefined || !isDockerfile) return null;
  const found = startInstructionAt(parseDockerfile(path, text), offset);
  if (found === null) return null;
  const tree = project.tree();
  const explanation = await explainAll({
    ...judgeOptions(tree, rulebook),
    stage: found.stage,
    paths: [path],
  });
  const [target] = explanation.targets;
  if (target === undefined || !hasASay(target, found.start)) return null;
  return outcomePart(target, explanation);
}

interface StartInstruction {
  readonly start: number;
  /** The stage as `--target` names it; null for the last one. */
  readonly stage: string | null;
}

function startInstructionAt({ stages }: Dockerfile, offset: number): StartInstruction | null {
  for (const { instructions, name, index } of stages) {
    for (const { kind, span } of instructions) {
      if (kind !== "entrypoint" && kind !== "cmd") continue;
      if (span.start > offset || offset > span.end) continue;
      return { start: span.start, stage: index === stages.length - 1 ? null : (name ?? String(index)) };
    }
  }
  return null;
}

function hasASay({ place, words }: TargetExplanation, start: number): boolean {
  return (
    place.start === start ||
    words.some(({ source }) => source.kind === "instruction" && source.span.start === start)
  );
}
