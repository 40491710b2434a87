import type { Finding, LintResult } from "../diagnostic.ts";
import type { Problem } from "../span.ts";
import { excerpt } from "./excerpt.ts";
import { fixCommands } from "./fix-commands.ts";
import { type Place, type Places, placesIn, showPlace } from "./places.ts";
import type { Report, RuleBook } from "./report.ts";
import type { Style } from "./style.ts";
import { summarize } from "./summary.ts";
import { visible } from "./visible.ts";

/** For people: what is wrong, the source with the span marked, the way there from the Dockerfile, what to do. */
export const reportText: Report = (result, style, book) => {
  const places = placesIn(result.sources);
  const known = (file: string): boolean => result.sources.has(file);
  const blocks = [
    ...result.findings.map((finding) =>
      findingBlock(finding, places, style, { known: known(finding.span.file), book }),
    ),
    ...result.problems.map((problem) => problemBlock(problem, places, style, known(problem.file))),
  ].map((lines) => `${lines.join("\n")}\n\n`);
  return `${blocks.join("")}${summary(result, style)}\n`;
};

function findingBlock(
  finding: Finding,
  places: Places,
  style: Style,
  { known, book }: { readonly known: boolean; readonly book: RuleBook },
): readonly string[] {
  const place = places.of(finding.span);
  return [
    `${style.strong(showPlace(place))} ${style.severity[finding.severity](finding.severity)} ${ruleName(finding.rule, style, book)}`,
    `  ${visible(finding.message)}`,
    ...(known ? [...marked(place, places, style, style.severity[finding.severity]), ""] : []),
    ...notes(finding, places).map(([label, text]) => `  ${style.faint(label.padEnd(6))} ${text}`),
  ];
}

function ruleName(id: string, style: Style, { uri }: RuleBook): string {
  const page = uri?.(id) ?? null;
  return page === null ? style.strong(id) : style.link(style.strong(id), page);
}

function problemBlock(problem: Problem, places: Places, style: Style, known: boolean): readonly string[] {
  const place = places.ofProblem(problem);
  return [
    `${style.strong(showPlace(place))} ${style.severity.problem("problem")}`,
    `  ${visible(problem.message)}`,
    ...(known && problem.span !== null ? marked(place, places, style, style.severity.problem) : []),
  ];
}

function marked(
  place: Place,
  places: Places,
  style: Style,
  paint: (text: string) => string,
): readonly string[] {
  const lines = excerpt(places.lines(place.file), place);
  const gutter = Math.max(...lines.map(({ number }) => String(number ?? "").length));
  return [
    "",
    ...lines.map(({ number, text }) => {
      const margin = style.faint(`  ${String(number ?? "").padStart(gutter)} |`);
      return text === "" ? margin : `${margin} ${number === null ? paint(text) : text}`;
    }),
  ];
}

/** The labelled lines below the source: label and text. */
function notes(finding: Finding, places: Places): readonly (readonly [string, string])[] {
  const steps = finding.trace.map((step) => ({
    at: showPlace(places.of(step.span)),
    text: visible(step.text),
  }));
  const width = Math.max(0, ...steps.map((step) => step.at.length));
  return [
    ...steps.map(
      (step, index) => [index === 0 ? "trace:" : "", `${step.at.padEnd(width)}  ${step.text}`] as const,
    ),
    ["help:", visible(finding.help)],
    ...(finding.fix === null
      ? []
      : [["fix:", `${visible(finding.fix.title)} (${fixCommands[finding.fix.safety]})`] as const]),
  ];
}

function summary(result: LintResult, style: Style): string {
  const text = summarize(result);
  return result.findings.length === 0 && result.targets > 0 ? style.good(text) : text;
}
