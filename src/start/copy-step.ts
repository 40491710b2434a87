import type { CopyInstruction, Heredoc, Word } from "../dockerfile/dockerfile.ts";
import { expandHeredoc } from "../dockerfile/variables.ts";
import type { Text } from "../span.ts";
import { type BuildInputs, type BuildScope, expandIn, lookupIn } from "./build-scope.ts";
import type { BuildStep, CopySource } from "./build-step.ts";
import { joinImagePath } from "./image-path.ts";
import type { Image } from "./start-command.ts";

/** The image of an earlier stage, by its name in any case or its number, or one that an archive has; null for neither. */
export type FindSource = (nameOrNumber: string) => Image | null;

/** COPY or ADD as a step: paths expanded, the destination absolute, heredocs as they go into the image. */
export function readCopyStep(
  copy: CopyInstruction,
  place: { readonly scope: BuildScope; readonly workdir: Text },
  inputs: BuildInputs,
  findSource: FindSource,
): BuildStep {
  const expand = (word: Word): Text => expandIn(place.scope, word, inputs);
  return {
    kind: copy.kind,
    from: readSource(copy.from, findSource),
    sources: copy.sources.map(expand),
    destination: joinImagePath(place.workdir, expand(copy.destination)),
    heredocs: copy.heredocs.map((heredoc) => fillHeredoc(heredoc, place.scope)),
    chmod: copy.chmod === null ? null : expand(copy.chmod),
    exclude: copy.exclude.map(expand),
    parents: copy.parents,
    span: copy.span,
  };
}

/** `--from` takes no variables: `toCommand` in BuildKit's dockerfile2llb/convert.go. */
function readSource(from: Word | null, findSource: FindSource): CopySource {
  if (from === null) return { kind: "context" };
  const name = from.raw.replace(/^(["'])(.*)\1$/, "$2");
  const image = findSource(name);
  if (image !== null) return { kind: "stage", image };
  if (name.includes("$")) return { kind: "unknown", reason: "Docker takes no variable in COPY --from" };
  if (/^\d+$/.test(name)) return { kind: "unknown", reason: `there is no stage ${name} above it` };
  return { kind: "image", name };
}

function fillHeredoc(heredoc: Heredoc, scope: BuildScope): Heredoc {
  if (heredoc.quoted) return heredoc;
  const filled = expandHeredoc(heredoc, lookupIn(scope));
  return filled.kind === "known" ? { ...heredoc, body: filled.text, quoted: true } : heredoc;
}
