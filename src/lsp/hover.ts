import type { Hover, Position } from "vscode-languageserver";
import { findingsIn } from "./code-actions.ts";
import { hoverContainer } from "./hover-container.ts";
import { hoverOutcome } from "./hover-outcome.ts";
import { hoverRule } from "./hover-rule.ts";
import type { View } from "./view.ts";

/** What becomes of the stop signal, on ENTRYPOINT and CMD and on what runs an image; the page of the rule, on a finding; both where both are. */
export async function hover(position: Position, view: View): Promise<Hover | null> {
  const { path, locations, features, pages } = view;
  const offset = locations.offset(path, position);
  const here = findingsIn(view).filter(({ span }) => span.start <= offset && offset <= span.end);
  const rules = new Set(here.map(({ rule }) => rule));
  const outcome = (await hoverOutcome(offset, view)) ?? (await hoverContainer(offset, view));
  const parts = [outcome, ...[...rules].map((rule) => hoverRule(rule, pages))].filter(
    (part) => part !== null,
  );
  if (parts.length === 0) return null;
  return {
    contents: features.markdown
      ? { kind: "markdown", value: parts.map(({ markdown }) => markdown).join("\n\n---\n\n") }
      : { kind: "plaintext", value: parts.map(({ text }) => text).join("\n\n") },
  };
}
