import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "../../rules/index.ts";
import { generatedFiles } from "../../scripts/rule-pages.ts";
import { listRules } from "../../src/rule-list.ts";

const root = new URL("../../", import.meta.url);
const ids = rules.map(({ id }) => id);
const all = listRules(rules);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

test("a rule is a file, a page and an entry of the index, in the order of the alphabet", () => {
  const files = readdirSync(new URL("rules", root)).filter((file) => file !== "index.ts");
  const pages = all.map(({ id }) => `${id}.md`);
  expect(files.sort()).toEqual([...pages, ...ids.map((id) => `${id}.ts`)].sort());
  expect(ids).toEqual([...ids].sort());
});

test.each(ids)("%s asks one question and says one thing, in less than 80 lines", (id) => {
  expect(read(`rules/${id}.ts`).trimEnd().split("\n").length).toBeLessThan(80);
});

test.each(all.map(({ id }) => id))(
  "the page of %s says what it rests on: a manual, a standard, or the source",
  (id) => {
    const page = read(`rules/${id}.md`);
    expect(page.startsWith(`# ${id}\n`)).toBe(true);
    const prose = page.slice(0, page.indexOf("\n## Reported\n"));
    expect(prose).toMatch(/\]\(https:\/\/[^)]+\)/);
  },
);

test.each(generatedFiles)("$path holds what npm run pages writes", ({ path, update }) => {
  const text = read(path);
  expect(update(text)).toBe(text);
});

test("the package has the pages", () => {
  expect(JSON.parse(read("package.json")).files).toContain("rules/*.md");
});
