import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runSiglint } from "../support/run-siglint.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const file = `${root}docs/explain.md`;

async function printed(words: readonly string[]): Promise<string> {
  const { code, out } = await runSiglint(root, words);
  expect(code).toBe(0);
  return out;
}

// `npx vitest run test/docs -u` writes what this compares.
test("the page shows what its commands print", async () => {
  const blocks = readFileSync(file, "utf8").split("```");
  for (const [index, block] of blocks.entries()) {
    const command = /^console\n\$ npx siglint (.*)\n/.exec(block);
    if (command === null) continue;
    blocks[index] = `${command[0]}${await printed((command[1] ?? "").split(" "))}`;
  }
  expect(blocks.filter((block) => block.startsWith("console"))).toHaveLength(3);
  await expect(blocks.join("```")).toMatchFileSnapshot(file);
});
