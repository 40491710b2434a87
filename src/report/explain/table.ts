import stringWidth from "fast-string-width";

/** Rows as lines, each column as wide as its widest cell on a terminal; no line ends in a space. */
export function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, stringWidth(cell));
  }
  return rows.map((row) => {
    const cells = row.map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - stringWidth(cell)));
    return cells.join("  ").trimEnd();
  });
}
