import type { Severity } from "../diagnostic.ts";
import { entriesOf, linesOf } from "./entry.ts";
import type { Place } from "./places.ts";
import type { Report } from "./report.ts";
import { visible } from "./visible.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/**
 * Workflow commands, which GitHub shows as annotations on the changed lines.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const reportGithub: Report = (result) =>
  entriesOf(result)
    .map((entry) => {
      const { rule, severity, place } = entry;
      const title = rule === "problem" ? "siglint" : `siglint ${rule}`;
      return workflowCommand(commands[severity], place, title, linesOf(entry));
    })
    .join("");

function workflowCommand(command: string, place: Place, title: string, lines: readonly string[]): string {
  const properties = {
    file: visible(place.file),
    line: String(place.line),
    endLine: String(place.endLine),
    // GitHub drops an annotation that has columns and spans several lines.
    ...(place.line === place.endLine && { col: String(place.column), endColumn: String(place.endColumn) }),
    title,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${command} ${list.join(",")}::${escapeData(lines.map(visible).join("\n"))}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
