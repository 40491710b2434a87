import { byFile, type Entry, entriesOf, linesOf } from "./entry.ts";
import type { Report } from "./report.ts";
import { visible } from "./visible.ts";
import { xmlDeclaration, xmlTag } from "./xml.ts";

/** Checkstyle's XML, which most servers for build results read. https://checkstyle.org/cmdline.html */
export const reportCheckstyle: Report = (result) => {
  const files = [...byFile(entriesOf(result))].map(([file, entries]) => {
    const errors = entries.map((entry) => `    ${errorTag(entry)}/>\n`);
    return `  ${xmlTag("file", { name: file })}>\n${errors.join("")}  </file>\n`;
  });
  return `${xmlDeclaration}<checkstyle version="8.0">\n${files.join("")}</checkstyle>\n`;
};

function errorTag(entry: Entry): string {
  const { rule, severity, place } = entry;
  return xmlTag("error", {
    line: place.line,
    column: place.column,
    severity,
    message: visible(linesOf(entry).join(" ")),
    source: `siglint.${rule}`,
  });
}
