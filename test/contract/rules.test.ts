import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "../../rules/index.ts";
import { generatedFiles } from "../../scripts/rule-pages.ts";

const root = new URL("../../", import.meta.url);
const ids = rules.map(({ id }) => id);

test("a rule is a file, a page and an entry of the index, in the order of the alphabet", () => {
  const files = readdirSync(new URL("rules", root)).sort();
  expect(files).toEqual(["index.ts", ...ids.flatMap((id) => [`${id}.md`, `${id}.ts`])].sort());
  expect(ids).toEqual([...ids].sort());
  for (const id of ids) {
    expect(existsSync(new URL(`rules/${id}.md`, root))).toBe(true);
    expect(readFileSync(new URL(`rules/${id}.md`, root), "utf8").startsWith(`# ${id}\n`)).toBe(true);
  }
});

test.each(generatedFiles)("$path holds what npm run pages writes", ({ path, update }) => {
  const text = readFileSync(new URL(path, root), "utf8");
  expect(update(text)).toBe(text);
});
