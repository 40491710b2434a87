import { isInArchive, nameInArchive } from "./archive/described-image.ts";
import type { Finding, Fix } from "./diagnostic.ts";
import type { Target } from "./target.ts";

/**
 * A finding of a target whose files come out of an archive: it names the layer that its own file comes from, and has no fix
 * that would change what is in there.
 */
export function settleArchived(finding: Finding, { start }: Target): Finding {
  const { archived } = start.image.base;
  if (archived === undefined) return finding;
  const { otherFixes = [], ...found } = finding;
  const fixes = [finding.fix, ...otherFixes].filter((fix): fix is Fix => fix !== null && !touches(fix));
  const [fix = null, ...others] = fixes;
  const { file } = finding.span;
  const path = isInArchive(archived, file) ? file.slice(nameInArchive(archived, "").length) : null;
  const layer = path === null ? undefined : archived.image.look(path).node?.layer;
  const span = layer === undefined ? undefined : archived.layers[layer];
  const brought =
    layer === undefined || span === undefined ? [] : [{ span, text: `layer ${layer + 1} brings ${path}` }];
  return { ...found, fix, otherFixes: others, trace: [...brought, ...finding.trace] };

  function touches({ edits }: Fix): boolean {
    return edits.some(
      (edit) => archived !== undefined && (edit.file === archived.file || isInArchive(archived, edit.file)),
    );
  }
}
