import { byFile, type Entry, entriesOf } from "./entry.ts";
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

function errorTag({ rule, severity, message, help, place }: Entry): string {
  return xmlTag("error", {
    line: place.line,
    column: place.column,
    severity,
    message: visible(help === null ? message : `${message} Help: ${help}`),
    source: `siglint.${rule}`,
  });
}
