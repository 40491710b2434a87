import { placesIn } from "./places.ts";
import type { Report } from "./report.ts";
import { visible } from "./visible.ts";

/** `file:line:column: severity: message [rule]`, one line each, as compilers write and editors read. */
export const reportUnix: Report = ({ findings, problems, sources }) => {
  const places = placesIn(sources);
  const lines = [
    ...findings.map((finding) => ({ ...finding, place: places.of(finding.span) })),
    ...problems.map((problem) => ({
      message: problem.message,
      severity: problem.fatal === true ? "error" : "warning",
      rule: "problem",
      place: places.ofProblem(problem),
    })),
  ].map(
    ({ place, severity, message, rule }) =>
      `${visible(place.file)}:${place.line}:${place.column}: ${severity}: ${visible(message)} [${rule}]\n`,
  );
  return lines.join("");
};
