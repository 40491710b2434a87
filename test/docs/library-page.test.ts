import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { snippetsOf } from "./snippets.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pagePath = "docs/library.md";
const programs = snippetsOf(pagePath).filter(({ language }) => language === "js");

let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-library-"));
  const installed = join(cwd, "node_modules/siglint");
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, "package.json"), join(installed, "package.json"));
  execFileSync(process.execPath, [join(root, "scripts/build.mjs"), join(installed, "dist")]);
  for (const { file, text } of programs) writeFileSync(join(cwd, file), text);
}, 60_000);
afterAll(() => rmSync(cwd, { recursive: true }));

// `npx vitest run test/docs/library-page.test.ts -u` writes what this compares.
test("the programs on the page print what it says", async () => {
  let page = readFileSync(join(root, pagePath), "utf8");
  for (const { file, text } of programs) {
    const printed = execFileSync(process.execPath, [file], { cwd, encoding: "utf8" });
    const start = page.indexOf("```console\n", page.indexOf(text)) + "```console\n".length;
    page = page.slice(0, start) + printed + page.slice(page.indexOf("```\n", start));
  }
  await expect(page).toMatchFileSnapshot(join(root, pagePath));
});

test("they agree with the types", () => {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const strict = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--allowJs", "--checkJs"];
  const console = join(cwd, "console.d.ts");
  writeFileSync(console, "declare const console: { log(text: string): void };\n");
  const modern = ["--module", "nodenext", "--target", "es2022", "--lib", "es2023", "--types", ""];
  const files = programs.map(({ file }) => file);
  execFileSync(process.execPath, [compiler, ...strict, ...modern, console, ...files], {
    cwd,
    stdio: "inherit",
  });
});
