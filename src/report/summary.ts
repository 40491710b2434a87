import type { LintResult, Severity } from "../diagnostic.ts";
import { quantity } from "./quantity.ts";

/** One sentence: what was found, and where. */
export function summarize({ findings, problems, targets, known = 0 }: LintResult): string {
  const also = [
    ...(known === 0 ? [] : [`${known} known`]),
    ...(problems.length === 0 ? [] : [quantity(problems.length, "problem")]),
  ];
  if (findings.length === 0) {
    if (targets === 0) return `${["No target was judged", ...also].join(", ")}.`;
    const none = known === 0 ? "No findings" : "No new findings";
    return `${[`${none} in ${quantity(targets, "target")}`, ...also].join(", ")}.`;
  }
  const counts = (["error", "warning", "info"] satisfies Severity[])
    .map(
      (severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => quantity(count, severity));
  const fixable = findings.filter((finding) => finding.fix?.safety === "safe").length;
  const offer = fixable === 0 ? "" : ` siglint --fix mends ${fixable}.`;
  return `Found ${[...counts, ...also].join(", ")} in ${quantity(targets, "target")}.${offer}`;
}
