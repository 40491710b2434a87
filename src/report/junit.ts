import { byFile, type Entry, entriesOf, linesOf } from "./entry.ts";
import { showPlace } from "./places.ts";
import type { Report } from "./report.ts";
import { visible } from "./visible.ts";
import { xmlAttribute, xmlDeclaration, xmlTag } from "./xml.ts";

/**
 * JUnit's XML as test servers read it: a suite for each file, a failed test for each finding. A file without any has one
 * test that passes, since servers call a report without tests broken; an info is a skipped test, an unread file an error.
 * Names hold the line's text and not its number, so that a test keeps its name when lines move.
 * https://github.com/testmoapp/junitxml
 */
export const reportJunit: Report = (result) => {
  const found = byFile(entriesOf(result));
  const files = [...new Set([...found.keys(), ...result.sources.keys()])].sort();
  const suites = files.map((file) => ({ file, entries: found.get(file) ?? [] }));
  const all = suites.flatMap(({ entries }) => entries);
  const passed = suites.filter(({ entries }) => entries.length === 0).length;
  const head = xmlTag("testsuites", { name: "siglint", ...countsOf(all, passed) });
  return `${xmlDeclaration}${head}>\n${suites.map(({ file, entries }) => suite(file, entries)).join("")}</testsuites>\n`;
};

function suite(file: string, entries: readonly Entry[]): string {
  const head = xmlTag("testsuite", { name: file, ...countsOf(entries, entries.length === 0 ? 1 : 0) });
  const passed = xmlTag("testcase", { name: "siglint", classname: file, file });
  const tests = entries.length === 0 ? `    ${passed}/>\n` : entries.map(test).join("");
  return `  ${head}>\n${tests}  </testsuite>\n`;
}

function test(entry: Entry): string {
  const { rule, severity, message, place, fingerprint } = entry;
  const { text, occurrence } = fingerprint;
  const name = `${rule}${text === "" ? "" : `: ${text}`}${occurrence === 1 ? "" : ` (${occurrence})`}`;
  const head = xmlTag("testcase", {
    name: visible(name),
    classname: place.file,
    file: place.file,
    line: place.line,
  });
  const kind = kindOf(entry);
  const said = xmlTag(kind, { message: visible(message), type: kind === "skipped" ? null : severity });
  const lines = [showPlace(place), ...linesOf(entry).map(visible)];
  return `    ${head}>\n      ${said}>${lines.map(xmlAttribute).join("\n")}</${kind}>\n    </testcase>\n`;
}

function kindOf({ rule, severity }: Entry): "failure" | "error" | "skipped" {
  if (rule === "problem") return "error";
  return severity === "info" ? "skipped" : "failure";
}

function countsOf(entries: readonly Entry[], passed: number) {
  const count = (kind: string): number => entries.filter((entry) => kindOf(entry) === kind).length;
  return {
    tests: entries.length + passed,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}
