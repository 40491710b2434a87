import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explain, fix, lint, type MemoryFile, resolve } from "../../src/index.ts";

const dockerfile = 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n';
const files = { Dockerfile: dockerfile, "start.sh": "#!/bin/sh\nmy_server\n" };

describe("files in memory", () => {
  test("are all that there is", async () => {
    const { findings, problems, targets } = await lint({ files });
    expect(findings.map(({ rule, span }) => [rule, span.file])).toEqual([["missing-exec", "start.sh"]]);
    expect({ problems, targets }).toEqual({ problems: [], targets: 1 });
    expect((await lint({ files, cwd: process.cwd(), paths: ["package.json"] })).problems).toMatchObject([
      { file: "package.json", message: expect.stringContaining("no such file") },
    ]);
  });

  test("may or may not be executed", async () => {
    const rulesFor = async (file: MemoryFile) =>
      (await lint({ files: { ...files, "start.sh": file } })).findings.map(({ rule }) => rule);
    const text = "#!/bin/sh\nexec my_server\n";
    expect(await rulesFor({ text, executable: true })).toEqual([]);
    expect(await rulesFor({ text, executable: false })).toEqual(["script-not-executable"]);
    expect(await rulesFor({ text })).toEqual([]);
  });

  test("have their configuration with them", async () => {
    const config = { ".siglint.yaml": "rules:\n  missing-exec: off\n" };
    expect((await lint({ files: { ...files, ...config } })).findings).toEqual([]);
    expect((await resolve({ files: { ...files, ...config } })).targets).toMatchObject([
      { config: ".siglint.yaml", scripts: ["start.sh"], context: { root: "." } },
    ]);
  });

  test("give way to texts that are not saved", async () => {
    const texts = new Map([["start.sh", "#!/bin/sh\nexec my_server\n"]]);
    expect((await lint({ files, texts })).findings).toEqual([]);
    expect((await explain({ files, texts })).targets).toMatchObject([{ outcome: "graceful" }]);
  });
});

describe("fix", () => {
  const mended = "#!/bin/sh\nexec my_server\n";

  test("gives the texts, and what is left", async () => {
    const { changes, fixed, result } = await fix({ files });
    expect(changes).toEqual([[{ file: "start.sh", before: files["start.sh"], after: mended }]]);
    expect({ fixed, findings: result.findings }).toEqual({ fixed: 1, findings: [] });
  });

  test("starts from texts that are not saved", async () => {
    const texts = new Map([["./start.sh", "#!/bin/sh\n# new\nmy_server\n"]]);
    const { changes } = await fix({ files, texts });
    expect(changes.flat()).toMatchObject([{ after: "#!/bin/sh\n# new\nexec my_server\n" }]);
  });

  test("leaves alone what may not change", async () => {
    const { changes, result } = await fix({ files, mayEdit: (file) => file !== "start.sh" });
    expect({ changes, left: result.findings.length }).toEqual({ changes: [], left: 1 });
  });

  test("writes nothing", async () => {
    const cwd = mkdtempSync(join(tmpdir(), "siglint-library-"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text, { mode: 0o755 });
    expect((await fix({ cwd })).changes.flat()).toMatchObject([{ after: mended }]);
    expect(readdirSync(cwd)).toEqual(["Dockerfile", "start.sh"]);
    expect(readFileSync(join(cwd, "start.sh"), "utf8")).toBe(files["start.sh"]);
    rmSync(cwd, { recursive: true });
  });
});

test("calls know nothing of each other", async () => {
  const alone = await lint({ files });
  const others = Array.from({ length: 4 }, (_, index) =>
    lint({ files: { Dockerfile: `FROM alpine\nCMD server-${index} | tee log\n` } }),
  );
  expect(await Promise.all([lint({ files }), ...others])).toHaveLength(5);
  expect(await lint({ files })).toEqual(alone);
});

test("whatever users write, there is an answer", async () => {
  const name = fc.constantFrom(
    ...[
      "Dockerfile",
      "start.sh",
      "a/Dockerfile",
      "a",
      "",
      "/",
      "..",
      "../x/Dockerfile",
      "a/../..",
      "\0",
      "__proto__",
    ],
    ...[".siglint.yaml", ".dockerignore", ".gitignore", ".git", "package.json", "é\ud800/Dockerfile"],
  );
  const piece = fc.constantFrom(
    ...[
      "FROM debian:12\n",
      "ENTRYPOINT ",
      '["/start.sh"]',
      "CMD x\n",
      "COPY . /\n",
      "COPY start.sh /\n",
      "ONBUILD ",
    ],
    ...[
      "#!/bin/sh\n",
      "exec ",
      "trap 'kill $!' TERM\n",
      "wait\n",
      "x &\n",
      "<<EOF\n",
      "$(",
      "`",
      '"',
      "\\\n",
      "\0",
      "\ud800",
    ],
    ...[
      "rules:\n  missing-exec: off\n",
      "extends: .siglint.yaml\n",
      "{",
      "[",
      "!*\n",
      "**/\n",
      "&a [*a]\n",
      "\r\n",
      "\ufeff",
    ],
  );
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  const file = fc.oneof(text, fc.record({ text, executable: fc.boolean() }), fc.record({ link: name }));
  const given = fc.record({
    files: fc.dictionary(name, file, { maxKeys: 6 }),
    paths: fc.array(name, { maxLength: 3 }),
    context: fc.option(name),
    target: fc.option(text),
    base: fc.option(text),
  });
  await fc.assert(
    fc.asyncProperty(given, async ({ base, ...options }) => {
      await fix({ ...options, unsafe: true });
      await explain({ ...options, base });
    }),
    { numRuns: 150 },
  );
});
