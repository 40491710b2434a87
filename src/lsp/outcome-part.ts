import type { Explanation, TargetExplanation } from "../explanation.ts";
import { explainAsText } from "../report/explain/text.ts";
import { proseWithCode } from "../report/markdown-text.ts";
import { plainStyle } from "../report/style.ts";
import type { HoverPart } from "./hover-part.ts";

/** A target in words, without the place that the reader sees. */
export function outcomePart(target: TargetExplanation, explanation: Explanation): HoverPart {
  const text = explainAsText({ ...explanation, targets: [target], problems: [] }, plainStyle).trimEnd();
  // The first two lines are the place, which the reader sees, the outcome and the reason.
  const details = text.split("\n").slice(2).join("\n").replace(/^\n+/, "");
  const fence = "`".repeat(Math.max(3, ...[...details.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  const markdown = `**${target.outcome}**: ${proseWithCode(target.reason)}\n\n${fence}text\n${details}\n${fence}`;
  return { text, markdown };
}
