import type { Edit } from "../../diagnostic.ts";
import type { Started } from "../breaks/started.ts";
import { chainTo } from "../exec-place.ts";
import type { ProcessNode } from "../stop.ts";
import type { MendContext } from "./handler-body.ts";
import { firstPartApart } from "./pipeline.ts";
import { ScriptText } from "./script-text.ts";

/** The first part of a pipeline by itself, so that `$!` is its pid: where the shell can keep the pipe beside it. */
export function pidOfService(
  started: Started,
  parent: ProcessNode,
  { sources, command }: MendContext,
): readonly (readonly Edit[])[] {
  const { site, source } = started;
  const pipeline = chainTo(site.script.root, site).findLast((node) => node.type === "Pipeline");
  const apart = firstPartApart(started, parent);
  const script = ScriptText.open(source, sources, command);
  if (pipeline === undefined || apart === null || apart.before.length > 0 || script === null) return [];
  script.replace(pipeline.pos, pipeline.end, apart.text);
  return script.edits === null ? [] : [script.edits];
}
