import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { root } from "./room.mjs";

const page = join(root, "docs/performance.md");
const end = "<!-- end -->\n";

/** Puts the figures of the parts that were measured into the page, and where they were measured. */
export function writeFigures(figures) {
  let text = readFileSync(page, "utf8");
  for (const [part, rows] of Object.entries(figures)) text = replaced(text, part, table(rows));
  writeFileSync(page, replaced(text, "machine", `Node.js ${process.version} on ${machine()}.\n`));
}

function table(rows) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  const lines = rows.map(({ what, figure, goal, isMet }) => line([what, figure, goal, isMet ? "yes" : "no"]));
  return `${line(["what", "measured", "goal", "met"])}${line(["---", "---", "---", "---"])}${lines.join("")}`;
}

function replaced(text, part, generated) {
  const begin = `<!-- measured by npm run bench: ${part} -->\n`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`docs/performance.md has no ${begin.trim()}`);
  return `${text.slice(0, from)}${begin}\n${generated}\n${text.slice(to)}`;
}

function machine() {
  const [first, ...more] = cpus();
  return `${more.length + 1} × ${first?.model.trim() ?? "an unknown processor"}`;
}
