import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { runAction } from "./action.ts";
import { matchedProblems } from "./matched-problems.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let action = "";
beforeAll(() => {
  action = mkdtempSync(join(tmpdir(), "siglint-action-"));
  for (const file of ["action.yml", "problem-matcher.json", "package.json", "rules"])
    cpSync(join(root, file), join(action, file), { recursive: true });
  execFileSync(process.execPath, [join(root, "scripts/build.mjs"), join(action, "dist"), "--no-types"]);
});
afterAll(() => rmSync(action, { recursive: true }));

let temp = "";
let workspace = "";
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), "siglint-runner-"));
  workspace = join(temp, "workspace");
  cpSync(join(root, "fixtures/demo"), workspace, { recursive: true });
});
afterEach(() => rmSync(temp, { recursive: true }));

const run = (inputs: Readonly<Record<string, string>> = {}) => runAction(action, workspace, temp, inputs);

test("annotates the line, writes the summary of the job, and fails", () => {
  const { code, log, summary } = run();
  expect(code).toBe(1);
  const registered = /^::add-matcher::(.+)$/m.exec(log)?.[1] ?? "";
  const { problemMatcher } = JSON.parse(readFileSync(registered, "utf8"));
  expect(matchedProblems(log, problemMatcher)).toMatchObject([
    { file: "start.sh", line: 5, column: 1, severity: "error", code: "missing-exec" },
  ]);
  expect(summary).toContain("| error | `start.sh:5:1` | `missing-exec` | node is a child of start.sh");
  for (const { owner } of problemMatcher) expect(log).toContain(`::remove-matcher owner=${owner}::\n`);
});

test("no line of a report is a command to the runner", () => {
  const name = "##[error]x\n::error::x";
  mkdirSync(join(workspace, name));
  cpSync(join(workspace, "Dockerfile"), join(workspace, name, "Dockerfile"));
  writeFileSync(join(workspace, name, "start.sh"), "#!/bin/sh\nnode server.js '::warning::x' '##[error]y'\n");
  const { code, log } = run();
  expect(code).toBe(1);
  const lines = log.split("\n");
  const stop = lines.findIndex((line) => line.startsWith("::stop-commands::"));
  const start = lines.indexOf(lines[stop]?.replace("::stop-commands::", "::").concat("::") ?? "");
  const commands = lines.flatMap((line, index) => (/^\s*::|##\[/.test(line) ? [index] : []));
  expect(stop).toBeGreaterThan(0);
  expect(start).toBeGreaterThan(stop);
  for (const index of commands.filter((at) => at < stop || at > start))
    expect(lines[index]).toMatch(/^::(add|remove)-matcher/);
});

test("the inputs arrive, each as its words", () => {
  mkdirSync(join(workspace, "other"));
  writeFileSync(join(workspace, "other/Dockerfile"), "FROM nginx\n");
  const words = {
    paths: "other\nstart.sh",
    args: "--rule missing-exec:warning --format sarif:out/siglint.sarif",
  };
  const { code, log } = run({ ...words, "fail-on": "error" });
  expect(code).toBe(0);
  expect(log).toContain("start.sh:5:1 warning missing-exec\n");
  expect(log).toContain("Found 1 warning in 2 targets.");
  expect(existsSync(join(workspace, "out/siglint.sarif"))).toBe(true);
});

test("what an input holds is not run", () => {
  const { code, log } = run({
    paths: "$(touch ran) `touch ran` ; touch ran",
    args: "--rule $(:>ran)",
  });
  expect(code).toBe(2);
  expect(log).toContain("siglint: ");
  expect(existsSync(join(workspace, "ran"))).toBe(false);
});

test("another version is taken from npm", () => {
  const packed = execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", temp], {
    cwd: action,
    encoding: "utf8",
  }).trim();
  const { code, log } = run({ version: `file:${join(temp, packed)}` });
  expect(code).toBe(1);
  expect(log).toContain("start.sh:5:1 error missing-exec\n");
  expect(existsSync(join(temp, "siglint/node_modules/siglint/dist/cli.cjs"))).toBe(true);
});
