import type { Finding, LintResult, Severity } from "../diagnostic.ts";
import { type Places, placesIn } from "./places.ts";
import type { Report } from "./report.ts";

/** The machine-readable result. Fields are only ever added within a version. */
export const reportJson: Report = (result) => `${JSON.stringify(jsonResult(result), null, 2)}\n`;

/** The document of `json`, whose parts `jsonl` has line by line. */
export function jsonResult({ findings, problems, targets, known, sources }: LintResult) {
  const places = placesIn(sources);
  return {
    version: 1,
    findings: findings.map((finding) => jsonFinding(finding, places)),
    problems: problems.map((problem) => {
      const { file, line, column } = places.ofProblem(problem);
      return { file, line, column, message: problem.message };
    }),
    summary: {
      targets,
      errors: count(findings, "error"),
      warnings: count(findings, "warning"),
      infos: count(findings, "info"),
      ...(known !== undefined && { known }),
    },
  };
}

function jsonFinding(finding: Finding, places: Places) {
  const { rule, severity, message, help, target, outcome, fix } = finding;
  const { kind, file, name } = target;
  return {
    rule,
    severity,
    message,
    help,
    ...places.of(finding.span),
    target: { kind, file, name },
    outcome,
    trace: finding.trace.map((step) => {
      const { file, line, column } = places.of(step.span);
      return { file, line, column, text: step.text };
    }),
    fix: fix && {
      title: fix.title,
      safety: fix.safety,
      edits: fix.edits.map(({ file, start, end, text }) => ({ file, start, end, text })),
    },
  };
}

function count(findings: LintResult["findings"], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}
