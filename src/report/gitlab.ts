import type { Severity } from "../diagnostic.ts";
import { type Entry, entriesOf, linesOf } from "./entry.ts";
import { digestOf } from "./fingerprint.ts";
import type { Report } from "./report.ts";

/** The words that Code Quality and Code Climate have. */
export const qualitySeverities: Readonly<Record<Severity, string>> = {
  error: "major",
  warning: "minor",
  info: "info",
};

/** GitLab's Code Quality report. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export const reportGitlab: Report = (result) =>
  `${JSON.stringify(entriesOf(result).map(qualityIssue), null, 2)}\n`;

function qualityIssue(entry: Entry) {
  const { rule, severity, place, fingerprint } = entry;
  return {
    description: linesOf(entry).join(" "),
    check_name: `siglint/${rule}`,
    fingerprint: digestOf(fingerprint),
    severity: qualitySeverities[severity],
    location: { path: place.file, lines: { begin: place.line, end: place.endLine } },
  };
}
