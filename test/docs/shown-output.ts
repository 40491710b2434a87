import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { runSiglint } from "../support/run-siglint.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs the commands that a page shows, compares it with what they print, and gives how many; `npx vitest run test/docs -u` writes that. */
export async function expectShownOutput(page: string): Promise<number> {
  const file = `${root}${page}`;
  let shown = 0;
  const blocks = readFileSync(file, "utf8").split("```");
  for (const [index, block] of blocks.entries()) {
    const command = /^console\n\$ npx siglint (.*)\n/.exec(block);
    if (command === null) continue;
    const { code, out } = await runSiglint(root, (command[1] ?? "").split(" "));
    expect(code).toBe(0);
    shown++;
    blocks[index] = `${command[0]}${out}`;
  }
  await expect(blocks.join("```")).toMatchFileSnapshot(file);
  return shown;
}
