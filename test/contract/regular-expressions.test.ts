import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { transformSync } from "esbuild";
import { check } from "recheck";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** They read siglint's own pages, and nothing of anybody else. */
const OWN_TEXTS = ["src/report/rule-help.ts", "src/report/rules/page.ts"];

/** Milliseconds; long lists of words take some. */
const PATIENCE = 20000;

function* sourceFiles(): Generator<string> {
  for (const folder of ["src", "rules"]) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }))
      if (file.endsWith(".ts") && !OWN_TEXTS.includes(join(folder, file))) yield join(folder, file);
  }
}

/** The places where an expression is made out of a text, of which nobody can tell beforehand how long it takes. */
function* madeIn(file: string, value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  if ("name" in value && value.name === "RegExp") yield file;
  for (const part of Object.values(value)) yield* madeIn(file, part);
}

function treeOf(file: string): unknown {
  const text = readFileSync(join(root, file), "utf8");
  const { code } = transformSync(text, { loader: "ts", target: "es2022" });
  return parse(code, { ecmaVersion: "latest", sourceType: "module" });
}

test("no regular expression is made out of a text", () => {
  const files = [...sourceFiles(), ...OWN_TEXTS];
  expect(files.flatMap((file) => [...madeIn(file, treeOf(file))])).toEqual([]);
});

interface Found {
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
}

function* expressionsIn(file: string, value: unknown): Generator<Found> {
  if (typeof value !== "object" || value === null) return;
  if ("regex" in value && typeof value.regex === "object") {
    const { pattern, flags } = value.regex as { readonly pattern: string; readonly flags: string };
    yield { file, pattern, flags };
  }
  for (const part of Object.values(value)) yield* expressionsIn(file, part);
}

/**
 * A text may be two million characters long, so time in proportion to its square is for ever. Where this fails: no two
 * repetitions beside each other that match the same; `(?<!x)x+$` in place of `x+$`; `[\s\S]*$` in place of `.*$`.
 */
test("no regular expression takes more than time in proportion to its text", {
  timeout: 300_000,
}, async () => {
  const byText = new Map<string, Found>();
  for (const file of sourceFiles()) {
    for (const found of expressionsIn(file, treeOf(file)))
      byText.set(`/${found.pattern}/${found.flags}`, found);
  }
  expect(byText.size).toBeGreaterThan(400);
  const slow: string[] = [];
  for (const [text, { file, pattern, flags }] of byText) {
    const told = await check(pattern, flags, { timeout: PATIENCE });
    if (told.status === "vulnerable") slow.push(`${file}: ${text} is ${told.complexity.summary}`);
    if (told.status === "unknown") slow.push(`${file}: ${text} could not be told`);
  }
  expect(slow).toEqual([]);
});
