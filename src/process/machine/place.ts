import { spanOf } from "../../mapped-text.ts";
import type { ShellScript } from "../../shell/parse.ts";
import type { Span } from "../../span.ts";
import type { Process } from "./process.ts";

/** Where a piece of a script stands in its file. */
export function placeOf({ source }: ShellScript, node: { readonly pos: number; readonly end: number }): Span {
  return spanOf(source, node.pos, node.end);
}

/** Where the command stands that made a process what it is; null where no file shows it. */
export function placeOfLaunch(process: Process): Span | null {
  const site = process.launches.findLast((launch) => launch.site !== null)?.site;
  return site === undefined || site === null ? null : spanOf(site.script.source, site.start, site.end);
}
