import type { Dockerfile, Instruction, Stage } from "../dockerfile/dockerfile.ts";
import { archivedBase } from "./archived-base.ts";
import type { Base } from "./base-image.ts";
import { type BuildInputs, expandIn, makeInputs } from "./build-scope.ts";
import { identifyBase, unknownBase } from "./identify-base.ts";
import { findOwnImage, type OwnImage, withOwnImage } from "./own-image.ts";
import { applyInstruction, buildFromImage, buildFromStage, imageOf, type StageBuild } from "./stage-build.ts";
import type { Image, StartOptions } from "./start-command.ts";

export interface BuiltStage {
  readonly stage: Stage;
  readonly build: StageBuild;
  readonly image: Image;
}

/** Where a stage starts: an earlier stage, or an image. */
type Parent =
  | { readonly kind: "stage"; readonly index: number }
  | { readonly kind: "image"; readonly base: Base };

/** Plays a Dockerfile down to one of its stages; gives that stage and all above it, in their order. */
export function buildStages(
  dockerfile: Dockerfile,
  target: number,
  options: StartOptions,
): readonly BuiltStage[] {
  const inputs = makeInputs(dockerfile, options.buildArgs ?? new Map());
  const stages = dockerfile.stages.slice(0, target + 1);
  const parents = stages.map((stage) => findParent(stage, stages, inputs, options.images ?? []));
  const root = rootOf(parents, target);
  const built: BuiltStage[] = [];
  for (const [index, stage] of stages.entries()) {
    const known = parents[index] ?? {
      kind: "image",
      base: unknownBase(stage.base.raw, "its FROM is not known"),
    };
    const replaced = index === root && options.base !== undefined;
    const parent: Parent = replaced
      ? { kind: "image", base: baseNamed(options.base, options.images ?? []) }
      : known;
    built.push(buildStage(stage, parent, { above: built, own: options.images ?? [] }, inputs));
  }
  return built;
}

function buildStage(
  stage: Stage,
  parent: Parent,
  { above, own }: { readonly above: readonly BuiltStage[]; readonly own: readonly OwnImage[] },
  inputs: BuildInputs,
): BuiltStage {
  const from = parent.kind === "stage" ? above[parent.index] : undefined;
  const base = parent.kind === "image" ? parent.base : unknownBase(stage.base.raw, "its FROM is not known");
  const build = from === undefined ? buildFromImage(base, stage.from) : buildFromStage(from.build);
  const findSource = (name: string): Image | null => {
    const index = findStage(
      name,
      above.map((each) => each.stage),
    );
    return above[index]?.image ?? archivedImage(name, stage, own);
  };
  for (const instruction of [...triggersOf(from?.stage), ...stage.instructions]) {
    applyInstruction(build, instruction, inputs, findSource);
  }
  return { stage, build, image: imageOf(build, stage) };
}

/** An image that is no stage, where an archive has it; null where none does. A number can only be a stage. */
function archivedImage(name: string, { from }: Stage, own: readonly OwnImage[]): Image | null {
  const base = /^\d+$/.test(name) ? null : baseNamed(name, own);
  return base?.archived === undefined ? null : imageOf(buildFromImage(base, from), null);
}

/**
 * ONBUILD of the stage named after FROM fires before the stage's own instructions, and does not carry over to the stage
 * after it. https://docs.docker.com/reference/dockerfile/#onbuild
 */
function triggersOf(stage: Stage | undefined): readonly Instruction[] {
  return (stage?.instructions ?? []).flatMap((each) => (each.kind === "onbuild" ? [each.instruction] : []));
}

function findParent(
  stage: Stage,
  stages: readonly Stage[],
  inputs: BuildInputs,
  own: readonly OwnImage[],
): Parent {
  const { raw } = stage.base;
  const image = expandIn(inputs.globals, stage.base, inputs);
  if (image.kind === "known" && image.text !== "") {
    const index = findStage(image.text, stages.slice(0, stage.index));
    return index >= 0 ? { kind: "stage", index } : { kind: "image", base: baseNamed(image.text, own) };
  }
  const reason = image.kind === "unknown" ? image.reason : `${raw} is empty`;
  const base = baseNamed(raw, own);
  const told = base.sh.kind === "unknown" ? { ...base, sh: { ...base.sh, because: reason } } : base;
  return { kind: "image", base: told };
}

/** What an image that is built elsewhere hands down: what the user says of it, else what is known. */
export function baseNamed(image: string, own: readonly OwnImage[]): Base {
  const known = identifyBase(image);
  const said = findOwnImage(image, own);
  if (said?.archived !== undefined) return archivedBase(said.archived, image);
  return said === null ? known : withOwnImage(known, said);
}

/** The last stage of that name, in any case, else the stage of that number; -1 where there is none. */
export function findStage(nameOrNumber: string, stages: readonly Stage[]): number {
  const name = nameOrNumber.toLowerCase();
  const named = stages.findLastIndex((stage) => stage.name === name);
  if (named >= 0 || !/^\d+$/.test(name)) return named;
  return Number(name) < stages.length ? Number(name) : -1;
}

function rootOf(parents: readonly Parent[], target: number): number {
  let index = target;
  for (let parent = parents[index]; parent?.kind === "stage"; parent = parents[index]) index = parent.index;
  return index;
}
