import { HOLE } from "../hole.ts";
import type { Span } from "../span.ts";

export function isTemplated(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/** Whether Helm or the like has still to fill in something of what stands there. */
export function isFilledIn(source: string, { start, end }: Span): boolean {
  return isTemplated(source.slice(start, end));
}

/** UTF-16 offsets, half open. */
type Stretch = Pick<Span, "start" | "end">;

/**
 * A template without its actions, as long as before, so that places are the same: blanks for what has its lines for
 * itself (`{{- if … }}`, `{{ include … }}`), holes for what stands in one.
 */
export function withoutActions(text: string): string {
  const actions = actionsIn(text);
  const rest = fill(text, actions, () => " ");
  let lines: Stretch & { readonly filler: string } = { start: 0, end: -1, filler: " " };
  return fill(text, actions, ({ start, end }) => {
    if (end > lines.end) {
      const from = rest.lastIndexOf("\n", start - 1) + 1;
      const to = rest.indexOf("\n", end);
      const around = rest.slice(from, to === -1 ? rest.length : to);
      lines = { start: from, end: from + around.length, filler: around.trim() === "" ? " " : HOLE };
    }
    return lines.filler;
  });
}

const CLOSINGS = { "{{": "}}", "{%": "%}" } as const;

/** The actions of Go's text/template (Helm), and the statements of Jinja: what stands there is anybody's guess. */
function actionsIn(text: string): readonly Stretch[] {
  const actions: Stretch[] = [];
  const openings = new Set(["{{", "{%"] as const);
  for (let at = text.indexOf("{"); at !== -1; at = text.indexOf("{", at)) {
    const opening = [...openings].find((each) => text.startsWith(each, at));
    const close = opening === undefined ? -1 : text.indexOf(CLOSINGS[opening], at + 2);
    // Where one of them has no end, none behind it has.
    if (opening !== undefined && close === -1) openings.delete(opening);
    if (close !== -1) actions.push({ start: at, end: close + 2 });
    at = close === -1 ? at + 1 : close + 2;
  }
  return actions;
}

/** The text with something in the place of every character of these stretches, but of line ends. */
function fill(text: string, stretches: readonly Stretch[], fillerOf: (stretch: Stretch) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (const stretch of stretches) {
    const { start, end } = stretch;
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, fillerOf(stretch)));
    at = end;
  }
  return parts.join("") + text.slice(at);
}
