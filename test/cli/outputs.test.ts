import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runSiglint } from "../support/run-siglint.ts";

const demo = fileURLToPath(new URL("../../fixtures/demo", import.meta.url));
const there = ["Dockerfile", "server.js", "start.sh"];
let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-outputs-"));
  cpSync(demo, cwd, { recursive: true });
});
afterEach(() => rmSync(cwd, { recursive: true }));

const siglint = async (...words: readonly string[]) => {
  const { code, out, err } = await runSiglint(cwd, words);
  return { code, out, err };
};
const onDisk = (file: string): string => readFileSync(join(cwd, file), "utf8");

describe("a report in a file", () => {
  test("--output-file takes what would be on standard output", async () => {
    const { out } = await siglint("--format", "checkstyle");
    expect(await siglint("--format", "checkstyle", "--output-file", "reports/siglint.xml")).toEqual({
      code: 1,
      out: "",
      err: "",
    });
    expect(onDisk("reports/siglint.xml")).toBe(out);
    expect(readdirSync(join(cwd, "reports"))).toEqual(["siglint.xml"]);
  });

  test("several formats at once are reports of one run", async () => {
    const text = await siglint();
    const words = ["--format", "sarif:out.sarif", "--format=text", "--format", "junit:out:1.xml"];
    expect(await siglint(...words)).toEqual(text);
    expect(JSON.parse(onDisk("out.sarif")).runs[0].results).toHaveLength(1);
    expect(onDisk("out:1.xml")).toContain("<testsuites");
  });

  test("is written where there is nothing to report too, and without colours", async () => {
    await siglint("--fix");
    expect((await siglint("--color", "--output-file", "out.txt")).code).toBe(0);
    expect(onDisk("out.txt")).toBe("No findings in 1 target.\n");
  });

  test("takes the place of an old one, whose mode stays, behind a link too", async () => {
    mkdirSync(join(cwd, "shared"));
    writeFileSync(join(cwd, "shared/old.txt"), "old\n");
    chmodSync(join(cwd, "shared/old.txt"), 0o640);
    symlinkSync("shared/old.txt", join(cwd, "out.txt"));
    await siglint("--format", "unix:out.txt");
    expect(onDisk("shared/old.txt")).toMatch(/^start\.sh:5:1: error: /);
    expect(statSync(join(cwd, "shared/old.txt")).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd).toSorted()).toEqual([...there, "out.txt", "shared"].toSorted());
  });

  test("may go to a device", async () => {
    expect(await siglint("--format", "json:/dev/null")).toEqual({ code: 1, out: "", err: "" });
  });

  test("that cannot be written is told, and the others are", async () => {
    const words = ["--format", "json:start.sh/out.json", "--format", "sarif:.", "--format", "unix"];
    const { code, out, err } = await siglint(...words);
    expect(code).toBe(2);
    expect(out).toMatch(/^start\.sh:5:1: error: /);
    expect(err).toBe(
      "siglint: The report cannot be written to start.sh/out.json: a file stands where a folder is needed.\n" +
        "siglint: The report cannot be written to .: it is a folder.\n",
    );
    expect(readdirSync(cwd)).toEqual(there);
  });
});

describe("what cannot be meant is refused", () => {
  test.each([
    [
      ["--format", "json", "--format", "text"],
      "json and text cannot both go to one place: write one into a file, --format json:FILE.",
    ],
    [["--format", "json:"], "--format json: needs a file behind the colon: json:FILE."],
    [["--format", "jsno:out.json"], "There is no --format jsno; did you mean json?"],
    [
      ["--format", "json:a", "--output-file", "b"],
      "Every --format has a file of its own, so there is nothing to write to --output-file.",
    ],
    [
      ["--format", "json:a", "--format", "unix", "--output-file", "./a"],
      "Two reports cannot be written to a: name a file for each.",
    ],
    [
      ["--diff", "--output-file", "a"],
      "--diff prints a patch in place of a report, so there is none to write into a file.",
    ],
  ])("%j", async (words, message) => {
    expect(await siglint(...words)).toEqual({ code: 2, out: "", err: `siglint: ${message}\n` });
    expect(readdirSync(cwd)).toEqual(there);
  });
});

// What is said of a baseline stands in fixtures/baseline.
describe("a baseline", () => {
  beforeEach(async () => {
    await siglint("--baseline", "ci/known.json", "--update-baseline");
  });

  test("knows a finding again when lines move, and not when its own changes", async () => {
    writeFileSync(join(cwd, "start.sh"), onDisk("start.sh").replace("set -e\n", "set -e\n\n# Starts it.\n"));
    expect((await siglint("--baseline", "ci/known.json")).code).toBe(0);
    writeFileSync(join(cwd, "start.sh"), onDisk("start.sh").replace("server.js", "server.js --port 80"));
    const { code, err } = await siglint("--baseline", "ci/known.json");
    expect({ code, err }).toEqual({
      code: 1,
      err: "info: 1 finding of ci/known.json is no longer there; --update-baseline takes it out.\n",
    });
  });

  test("holds in whatever folder siglint runs", async () => {
    const { code, out } = await runSiglint(join(cwd, "ci"), ["--baseline", "known.json", ".."]);
    expect({ code, out }).toEqual({ code: 0, out: "No new findings in 1 target, 1 known.\n" });
  });

  test("is text that does not change when lines move", async () => {
    const before = onDisk("ci/known.json");
    expect(before).toBe(
      `{
  "version": 1,
  "findings": [
    {"rule":"missing-exec","file":"../start.sh","text":"node server.js","target":"../Dockerfile","stage":null}
  ]
}
`,
    );
    writeFileSync(join(cwd, "start.sh"), onDisk("start.sh").replace("set -e\n", "set -e\n\n\n"));
    await siglint("--baseline", "ci/known.json", "--update-baseline");
    expect(onDisk("ci/known.json")).toBe(before);
  });

  test("keeps --fix and --diff from what is known", async () => {
    expect(await siglint("--baseline", "ci/known.json", "--diff")).toEqual({ code: 0, out: "", err: "" });
    await siglint("--baseline", "ci/known.json", "--fix");
    expect(onDisk("start.sh")).toBe(readFileSync(join(demo, "start.sh"), "utf8"));
  });
});
