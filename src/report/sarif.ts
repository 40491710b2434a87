import type { Edit, Finding, LintResult, Severity } from "../diagnostic.ts";
import type { RuleMeta } from "../rule.ts";
import { version } from "../version.ts";
import { digestOf, fingerprinter } from "./fingerprint.ts";
import { type Place, type Places, placesIn } from "./places.ts";
import type { Report, RuleBook } from "./report.ts";
import { helpOf } from "./rule-help.ts";
import { linkText, plainMessage, uriOf } from "./sarif-text.ts";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** The words of GitHub's code scanning, which has no level for some rules alone. */
const ratings: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "recommendation",
};

/**
 * SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. What siglint could not read stands as
 * notifications; of the rules, those that report something.
 */
export const reportSarif: Report = (result, _style, book) => {
  const places = placesIn(result.sources);
  const reporting = new Set(result.findings.map(({ rule }) => rule));
  const rules = book.rules.filter(({ id }) => reporting.has(id));
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "siglint", version, semanticVersion: version, rules: rules.map(ruleOf(book)) },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [base]: { description: { text: "The folder in which siglint was run" } } },
        invocations: [
          {
            executionSuccessful: !result.problems.some(({ fatal }) => fatal),
            toolExecutionNotifications: notifications(result, places),
          },
        ],
        results: results(result, rules, places),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const base = "%SRCROOT%";

function ruleOf(book: RuleBook) {
  return ({ id, summary, severity }: RuleMeta) => ({
    id,
    shortDescription: { text: summary },
    fullDescription: { text: `${summary}.` },
    help: helpOf(book.page(id) ?? `${summary}.\n`),
    defaultConfiguration: { level: levels[severity] },
    properties: { precision: "high", "problem.severity": ratings[severity], tags: ["containers"] },
  });
}

function results({ findings }: LintResult, rules: readonly RuleMeta[], places: Places) {
  const fingerprint = fingerprinter(places);
  return findings.map((finding) => {
    const { rule, severity, span, target, outcome, trace, fix } = finding;
    const related = trace.map((step, index) => ({
      id: index + 1,
      ...locationOf(places.of(step.span)),
      message: { text: plainMessage(step.text) },
    }));
    return {
      ruleId: rule,
      ruleIndex: rules.findIndex(({ id }) => id === rule),
      level: levels[severity],
      message: { text: messageOf(finding) },
      locations: [locationOf(places.of(span))],
      ...(related.length > 0 && { relatedLocations: related }),
      partialFingerprints: { "siglintFinding/v1": digestOf(fingerprint(rule, span.file, span)) },
      ...(fix !== null && { fixes: [{ description: { text: fix.title }, ...changesOf(fix.edits, places) }] }),
      properties: { outcome, target: { kind: target.kind, file: target.file, name: target.name } },
    };
  });
}

/** With the trace as links: GitHub shows those related locations only that the message names. */
function messageOf({ message, help, trace }: Finding): string {
  const steps = trace.map(({ text }, index) => `[${linkText(text)}](${index + 1})`);
  return [
    plainMessage(message),
    `Help: ${plainMessage(help)}`,
    ...(steps.length === 0 ? [] : [`Trace: ${steps.join(", ")}`]),
  ].join("\n");
}

function changesOf(edits: readonly Edit[], places: Places) {
  const files = [...new Set(edits.map(({ file }) => file))];
  const artifactChanges = files.map((file) => ({
    artifactLocation: artifactOf(file),
    replacements: edits
      .filter((edit) => edit.file === file)
      .map((edit) => ({ deletedRegion: regionOf(places.of(edit)), insertedContent: { text: edit.text } })),
  }));
  return { artifactChanges };
}

function notifications({ problems }: LintResult, places: Places) {
  return problems.map((problem) => ({
    level: problem.fatal ? "error" : "warning",
    message: { text: plainMessage(problem.message) },
    locations: [
      problem.span === null
        ? { physicalLocation: { artifactLocation: artifactOf(problem.file) } }
        : locationOf(places.ofProblem(problem)),
    ],
  }));
}

function locationOf(place: Place) {
  return { physicalLocation: { artifactLocation: artifactOf(place.file), region: regionOf(place) } };
}

function regionOf({ line, column, endLine, endColumn }: Place) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function artifactOf(file: string) {
  return { uri: uriOf(file), uriBaseId: base };
}
