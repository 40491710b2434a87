import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { explain } from "../../src/index.ts";

const page = readFileSync(new URL("../../docs/why-30-seconds.md", import.meta.url), "utf8");

/** What the page says becomes of each example, in order; a script belongs to the Dockerfile above it. */
const said = ["lost", "graceful", "lost", "graceful", "lost", "lost", "graceful", "cut"];

test("what the page says of its examples is so, and it calls it by that name", async () => {
  const outcomes: string[] = [];
  let dockerfile = "";
  for (const [, file = "", text = ""] of page.matchAll(/^```\w+ (Dockerfile|start\.sh)\n([\s\S]*?)^```$/gm)) {
    if (file === "Dockerfile") dockerfile = text;
    if (file === "Dockerfile" && text.includes("start.sh")) continue;
    const files = { Dockerfile: dockerfile, ...(file === "start.sh" && { "start.sh": text }) };
    const { targets, problems } = await explain({ files });
    expect(problems).toEqual([]);
    outcomes.push(...targets.map(({ outcome }) => outcome));
  }
  expect(outcomes).toEqual(said);
  const prose = page.replaceAll(/^```[\s\S]*?^```$/gm, "");
  expect([...prose.matchAll(/`(lost|cut|stuck|graceful)`/g)].map(([, word]) => word)).toEqual(said);
});
