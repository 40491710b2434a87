import { type DescribedImage, isInArchive, nameInArchive } from "../archive/described-image.ts";
import type { Finding, Fix, TraceStep } from "../diagnostic.ts";
import { archivesOf } from "../start/archived-base.ts";
import type { Target } from "../target.ts";

/**
 * A finding of a target whose files come out of an archive: it names the layer that its own file comes from, and has no fix
 * that would change what is in there.
 */
export function settleArchived(finding: Finding, { start }: Target): Finding {
  const archives = archivesOf(start.image);
  if (archives.length === 0) return finding;
  const { otherFixes = [], ...found } = finding;
  const [fix = null, ...others] = [finding.fix, ...otherFixes].filter(
    (each): each is Fix => each !== null && !archives.some((archive) => changes(each, archive)),
  );
  const brought = archives.flatMap((archive) => layerOf(finding.span.file, archive));
  return { ...found, fix, otherFixes: others, trace: [...brought, ...finding.trace] };
}

function changes({ edits }: Fix, archive: DescribedImage): boolean {
  return edits.some(({ file }) => file === archive.file || isInArchive(archive, file));
}

function layerOf(file: string, archive: DescribedImage): readonly TraceStep[] {
  if (!isInArchive(archive, file)) return [];
  const path = file.slice(nameInArchive(archive, "").length);
  const layer = archive.image.look(path).node?.layer ?? 0;
  const span = archive.layers[layer];
  return span === undefined ? [] : [{ span, text: `layer ${layer + 1} brings ${path}` }];
}
