import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runSiglint } from "../support/run-siglint.ts";
import { expectShownOutput } from "./shown-output.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the page shows what its command prints", async () => {
  expect(await expectShownOutput("docs/json.md")).toBe(1);
});

test("the page tells of every field", async () => {
  const [, table = ""] = readFileSync(`${root}docs/json.md`, "utf8").split("| --- | --- |");
  const { out } = await runSiglint(root, ["--format", "json", "fixtures/demo"]);
  const names = [...out.matchAll(/"(\w+)":/g)].map(([, name = ""]) => name);
  expect(names.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
});
