// `npm run bench`: what siglint costs, as ratios measured side by side, so that the machine does not matter much. Names of
// parts (start, work, others, growth, editing) run those only; --write puts the figures into docs/performance.md.
import { editing } from "./editing.mjs";
import { growth } from "./growth.mjs";
import { others } from "./others.mjs";
import { writeFigures } from "./page.mjs";
import { openRoom } from "./room.mjs";
import { start } from "./start.mjs";
import { work } from "./work.mjs";

const parts = { start, work, others, growth, editing };
const words = process.argv.slice(2);
const asked = words.filter((word) => word !== "--write");
const unknown = asked.find((word) => !Object.hasOwn(parts, word));
if (unknown !== undefined) {
  console.error(`There is no part ${unknown}; choose from ${Object.keys(parts).join(", ")}`);
  process.exit(2);
}

const room = await openRoom();
const figures = {};
try {
  for (const name of asked.length === 0 ? Object.keys(parts) : asked) {
    figures[name] = await parts[name](room);
    for (const { what, figure, goal, isMet } of figures[name])
      console.log(`${what}: ${figure} (goal: ${goal}${isMet ? "" : ", not met"})`);
  }
} finally {
  room.close();
}
if (words.includes("--write")) writeFigures(figures);
