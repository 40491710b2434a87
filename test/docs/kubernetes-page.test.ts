import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runSiglint } from "../support/run-siglint.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const file = `${root}docs/kubernetes.md`;

// `npx vitest run test/docs -u` writes what this compares.
test("the page shows what its command prints", async () => {
  const blocks = readFileSync(file, "utf8").split("```");
  for (const [index, block] of blocks.entries()) {
    const command = /^console\n\$ npx siglint (.*)\n/.exec(block);
    if (command === null) continue;
    const { code, out } = await runSiglint(root, (command[1] ?? "").split(" "));
    expect(code).toBe(0);
    blocks[index] = `${command[0]}${out}`;
  }
  await expect(blocks.join("```")).toMatchFileSnapshot(file);
});
