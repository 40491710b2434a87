import type { Finding } from "../diagnostic.ts";
import type { Problem } from "../span.ts";
import { excerpt } from "./excerpt.ts";
import { fixCommands } from "./fix-commands.ts";
import { codeSpan, escapeText, proseWithCode } from "./markdown-text.ts";
import { type Place, type Places, placesIn, showPlace } from "./places.ts";
import type { Report } from "./report.ts";
import { summarize } from "./summary.ts";
import { visible } from "./visible.ts";

/** GitHub takes comments of up to 65,536 characters; the rest is for what stands around. */
const LONGEST = 60_000;

/**
 * For a comment on a pull request or the summary of a job: a table, and behind each finding its source and its trace.
 * Where that is too long for a comment, details are left out, then rows.
 */
export const reportMarkdown: Report = (result) => {
  const places = placesIn(result.sources);
  const { findings, problems, sources } = result;
  const rows = fitting(
    findings.map((finding) => rowOf(finding, places)),
    LONGEST / 2,
  );
  const notes = fitting(
    problems.map((problem) => noteOf(problem, places)),
    LONGEST / 4,
  );
  const short = [
    `### siglint\n\n${escapeText(summarize(result))}`,
    ...(findings.length === 0 ? [] : [[...tableHead, ...rows].join("\n")]),
    ...(problems.length === 0 ? [] : [["Not all could be read:\n", ...notes].join("\n")]),
  ];
  const details = fitting(
    findings.map((finding) => detailsOf(finding, places, sources.has(finding.span.file))),
    LONGEST - short.join("").length,
  );
  const isShortened = details.length < findings.length || notes.length < problems.length;
  const parts = [...short, ...details, ...(isShortened ? ["The report is longer than fits here."] : [])];
  return `${parts.join("\n\n")}\n`;
};

/** The first texts, as many as fit. */
function fitting(texts: readonly string[], room: number): readonly string[] {
  let length = 0;
  const end = texts.findIndex((text) => {
    length += text.length + 2;
    return length > room;
  });
  return end === -1 ? texts : texts.slice(0, end);
}

const tableHead = [row(["", "where", "rule", "what happens"]), "| --- | --- | --- | --- |"];

function rowOf({ severity, rule, span, message }: Finding, places: Places): string {
  return row([
    severity,
    codeSpan(showPlace(places.of(span))),
    codeSpan(rule),
    proseWithCode(visible(message)),
  ]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function detailsOf(finding: Finding, places: Places, known: boolean): string {
  const place = places.of(finding.span);
  const trace = finding.trace.map(
    ({ span, text }) => `1. ${codeSpan(showPlace(places.of(span)))} ${proseWithCode(visible(text))}`,
  );
  return [
    `<details><summary>${escapeText(`${finding.rule} in ${showPlace(place)}`)}</summary>`,
    ...(known ? [source(place, places)] : []),
    ...(trace.length === 0 ? [] : [trace.join("\n")]),
    `**Help:** ${proseWithCode(visible(finding.help))}`,
    ...(finding.fix === null
      ? []
      : [`**Fix:** ${proseWithCode(visible(finding.fix.title))} (\`${fixCommands[finding.fix.safety]}\`)`]),
    "</details>",
  ].join("\n\n");
}

function source(place: Place, places: Places): string {
  const lines = excerpt(places.lines(place.file), place).map(({ text }) => text);
  const longest = Math.max(2, ...lines.map((line) => /^ {0,3}(`*)/.exec(line)?.[1]?.length ?? 0));
  const fence = "`".repeat(longest + 1);
  return [fence, ...lines, fence].join("\n");
}

function noteOf(problem: Problem, places: Places): string {
  return `- ${codeSpan(showPlace(places.ofProblem(problem)))} ${proseWithCode(visible(problem.message))}`;
}
