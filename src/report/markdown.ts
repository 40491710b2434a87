import type { Finding, LintResult } from "../diagnostic.ts";
import { excerpt } from "./excerpt.ts";
import { codeSpan, escapeText, proseWithCode } from "./markdown-text.ts";
import { type Place, type Places, placesIn } from "./places.ts";
import type { Report } from "./report.ts";
import { summarize } from "./summary.ts";
import { visible } from "./visible.ts";

/** For a comment on a pull request or the summary of a job: a table, and behind each finding its source and its trace. */
export const reportMarkdown: Report = (result) => {
  const places = placesIn(result.sources);
  const parts = [
    "### siglint",
    escapeText(summarize(result)),
    ...(result.findings.length === 0 ? [] : [table(result, places)]),
    ...(result.problems.length === 0 ? [] : [problems(result, places)]),
    ...result.findings.map((finding) => details(finding, places, result.sources.has(finding.span.file))),
  ];
  return `${parts.join("\n\n")}\n`;
};

function table({ findings }: LintResult, places: Places): string {
  const rows = findings.map(({ severity, rule, span, message }) =>
    row([severity, codeSpan(at(places.of(span))), codeSpan(rule), proseWithCode(visible(message))]),
  );
  return [row(["", "where", "rule", "what happens"]), "| --- | --- | --- | --- |", ...rows].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function details(finding: Finding, places: Places, known: boolean): string {
  const place = places.of(finding.span);
  const trace = finding.trace.map(
    ({ span, text }) => `1. ${codeSpan(at(places.of(span)))} ${proseWithCode(visible(text))}`,
  );
  return [
    `<details><summary>${escapeText(`${finding.rule} in ${at(place)}`)}</summary>`,
    ...(known ? [source(place, places)] : []),
    ...(trace.length === 0 ? [] : [trace.join("\n")]),
    `**Help:** ${proseWithCode(visible(finding.help))}`,
    ...(finding.fix === null
      ? []
      : [`**Fix:** ${proseWithCode(visible(finding.fix.title))} (${fixCommand(finding)})`]),
    "</details>",
  ].join("\n\n");
}

function source(place: Place, places: Places): string {
  const lines = excerpt(places.lines(place.file), place).map(({ text }) => text);
  const longest = Math.max(2, ...lines.map((line) => /^ {0,3}(`*)/.exec(line)?.[1]?.length ?? 0));
  const fence = "`".repeat(longest + 1);
  return [fence, ...lines, fence].join("\n");
}

function problems({ problems }: LintResult, places: Places): string {
  const lines = problems.map(
    (problem) => `- ${codeSpan(at(places.ofProblem(problem)))} ${proseWithCode(visible(problem.message))}`,
  );
  return ["Not all could be read:", "", ...lines].join("\n");
}

function fixCommand({ fix }: Finding): string {
  return fix?.safety === "safe" ? "`siglint --fix`" : "`siglint --fix --unsafe-fixes`";
}

function at({ file, line, column }: Place): string {
  return `${visible(file)}:${line}:${column}`;
}
