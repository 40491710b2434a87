import { helpOf } from "../report/rule-help.ts";
import type { HoverPart } from "./hover-part.ts";
import type { RulePages } from "./rule-pages.ts";

/** The page of a rule; null where this installation has none. */
export function hoverRule(rule: string, pages: RulePages): HoverPart | null {
  const page = pages.text(rule);
  return page === null ? null : helpOf(page);
}
