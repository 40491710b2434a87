import { type Entry, entriesOf } from "./entry.ts";
import { digestOf } from "./fingerprint.ts";
import { qualitySeverities } from "./gitlab.ts";
import type { Place } from "./places.ts";
import type { Report } from "./report.ts";

/**
 * What a Code Climate engine writes: JSON documents, a NUL behind each.
 * https://github.com/codeclimate/platform/blob/master/spec/analyzers/SPEC.md#data-types
 */
export const reportCodeclimate: Report = (result) =>
  entriesOf(result)
    .map((entry) => `${JSON.stringify(issueOf(entry))}\0`)
    .join("");

function issueOf({ rule, severity, message, help, place, trace, fingerprint }: Entry) {
  return {
    type: "issue",
    check_name: rule,
    description: message,
    content: { body: help === null ? message : `Help: ${help}` },
    categories: ["Bug Risk"],
    location: locationOf(place),
    other_locations: trace.map((step) => locationOf(step.place)),
    severity: qualitySeverities[severity],
    fingerprint: digestOf(fingerprint),
  };
}

function locationOf({ file, line, column, endLine, endColumn }: Place) {
  return {
    path: file,
    positions: { begin: { line, column }, end: { line: endLine, column: endColumn } },
  };
}
