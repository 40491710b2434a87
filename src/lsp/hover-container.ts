import type { Container } from "../container/container.ts";
import { isSameTarget } from "../diagnostic.ts";
import { explainAll } from "../explain.ts";
import type { Span } from "../span.ts";
import type { HoverPart } from "./hover-part.ts";
import { judgeOptions } from "./judgement.ts";
import { outcomePart } from "./outcome-part.ts";
import type { View } from "./view.ts";

/** What a stop does to a container, at its name in the file that runs it and at the settings that decide it; null elsewhere. */
export async function hoverContainer(offset: number, view: View): Promise<HoverPart | null> {
  const { path, project, rulebook } = view;
  const all = project.readersOf(path).flatMap(({ run }) => run.kept.map(({ container }) => container));
  const here = all.filter((container) => container !== null && isAt(container, path, offset));
  const found = here.find((container) => container?.id.file === path) ?? here[0] ?? null;
  if (found === null) return null;
  const tree = project.tree();
  const explanation = await explainAll({ ...judgeOptions(tree, rulebook), paths: [found.id.file] });
  const target = explanation.targets.find((each) => isSameTarget(each.target, found.id));
  return target === undefined ? null : outcomePart(target, explanation);
}

function isAt(container: Container, path: string, offset: number): boolean {
  return decidingSpans(container).some(
    ({ file, start, end }) => file === path && start <= offset && offset <= end,
  );
}

function decidingSpans({ place, image, overlay, grace }: Container): readonly Span[] {
  const { entrypoint, cmd, stopSignal, init } = overlay;
  const spans = [
    place,
    image.kind === "built" ? image.build.span : image.span,
    entrypoint?.span,
    cmd?.span,
    init,
    stopSignal?.origin.kind === "file" ? stopSignal.origin.span : null,
    grace?.span,
  ];
  return spans.filter((span) => span !== null && span !== undefined);
}
