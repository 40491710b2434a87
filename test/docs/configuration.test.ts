import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "../../rules/index.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";
import { lintAll } from "../../src/run.ts";

const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(
  ([, file = "", text = ""]) => [file, text] as const,
);

test("every configuration of the page is taken", async () => {
  const parts = blocks.filter(([file]) => file.startsWith("build/"));
  for (const [file, text] of blocks.filter((block) => !parts.includes(block))) {
    const files = {
      Dockerfile: 'FROM debian:12-slim\nCMD ["app"]\n',
      [file]: text,
      ...Object.fromEntries(parts),
    };
    const options = { paths: ["."], context: null, stage: null, shell: null, base: null };
    const { problems } = await lintAll({ ...options, tree: memoryTree(files) }, rules);
    expect(problems).toEqual([]);
  }
});
