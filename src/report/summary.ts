import type { LintResult, Severity } from "../diagnostic.ts";
import { quantity } from "./quantity.ts";

/** One sentence: what was found, and where. */
export function summarize(result: LintResult): string {
  const { findings, problems, targets, known = 0, unshown = 0 } = result;
  const also = [
    ...(known === 0 ? [] : [`${known} known`]),
    ...(unshown === 0 ? [] : [`${unshown} milder not shown`]),
    ...(problems.length === 0 ? [] : [quantity(problems.length, "problem")]),
  ];
  if (findings.length === 0) {
    if (targets === 0) return `${["No target was judged", ...also].join(", ")}.`;
    const none = `No ${known === 0 ? "" : "new "}${result.unshown === undefined ? "findings" : "errors"}`;
    return `${[`${none} in ${quantity(targets, "target")}`, ...also].join(", ")}.${untold(result)}`;
  }
  const counts = (["error", "warning", "info"] satisfies Severity[])
    .map(
      (severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => quantity(count, severity));
  const fixable = findings.filter((finding) => finding.fix?.safety === "safe").length;
  const offer = fixable === 0 ? "" : ` siglint --fix mends ${fixable}.`;
  const found = `Found ${[...counts, ...also].join(", ")} in ${quantity(targets, "target")}.`;
  return `${found}${untold(result)}${offer}${untriedFixes(result)}`;
}

/** A fix is put to the test with every container that reads one of its files, and in one run that is done so often. */
function untriedFixes({ untried = 0 }: LintResult): string {
  if (untried === 0) return "";
  return ` There were too many fixes to try them all: name fewer files to see those of ${quantity(untried, "more finding")}.`;
}

function untold({ targets, unknown = 0 }: LintResult): string {
  if (unknown === 0) return "";
  const which =
    unknown < targets ? quantity(unknown, "target") : targets === 1 ? "the target" : "the targets";
  return ` What becomes of ${which} cannot be told: siglint explain says why.`;
}
