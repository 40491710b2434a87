import { HOLE } from "../hole.ts";
import type { Span } from "../span.ts";

/** An action of Go's text/template (Helm), or a statement of Jinja: what stands there is anybody's guess. */
const ACTION = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

export function isTemplated(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/** Whether Helm or the like has still to fill in something of what stands there. */
export function isFilledIn(source: string, { start, end }: Span): boolean {
  return isTemplated(source.slice(start, end));
}

/**
 * A template without its actions, as long as before, so that places are the same: blanks for what has its lines for
 * itself (`{{- if … }}`, `{{ include … }}`), holes for what stands in one.
 */
export function withoutActions(text: string): string {
  return text.replace(ACTION, (action, at: number) => {
    const lineStart = text.lastIndexOf("\n", at - 1) + 1;
    const end = at + action.length;
    const lineEnd = text.indexOf("\n", end);
    const around = text.slice(lineStart, at) + text.slice(end, lineEnd === -1 ? text.length : lineEnd);
    const filler = around.replace(ACTION, "").trim() === "" ? " " : HOLE;
    return action.replace(/[^\r\n]/g, filler);
  });
}
