/** A table whose columns of figures stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  const isFigures = (column: number) => rows.every((cells) => /^[\d,]+$/.test(cells[column] ?? ""));
  return line(head) + line(head.map((_, at) => (isFigures(at) ? "---:" : "---"))) + rows.map(line).join("");
}

/** `2,611` */
export function figure(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
