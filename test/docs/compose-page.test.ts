import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { lint } from "../../src/index.ts";
import { runSiglint } from "../support/run-siglint.ts";
import { snippetsOf } from "./snippets.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const file = `${root}docs/compose.md`;

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

test("the comment that it shows silences the finding", async () => {
  const [snippet] = snippetsOf("docs/compose.md").filter(({ language }) => language === "yaml");
  const text = snippet?.text ?? "";
  const found = async (yaml: string) =>
    (await lint({ files: { "compose.yaml": yaml }, paths: ["compose.yaml"] })).findings.map(
      ({ rule }) => rule,
    );
  expect(await found(text)).toEqual([]);
  expect(await found(text.replace(/^ *# siglint.*\n/m, ""))).toEqual(["sh-c-without-exec"]);
});
