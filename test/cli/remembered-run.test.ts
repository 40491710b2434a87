import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine } from "../../src/cli/engine.ts";
import { twice } from "../../src/cli/kept-twice.ts";
import { engine as realEngine } from "../../src/cli/load-engine.ts";
import { type Ran, runSiglint, type Surroundings } from "../support/run-siglint.ts";

let room = "";
let judged = 0;
const engine: Engine = {
  ...realEngine,
  lint(options) {
    judged += 1;
    return realEngine.lint(options);
  },
  explain(options) {
    judged += 1;
    return realEngine.explain(options);
  },
};

const cwd = (): string => join(room, "repository");
const runs = (): string => join(room, "cache/siglint/runs");
const kept = (): readonly string[] => (existsSync(runs()) ? readdirSync(runs()) : []);

function write(path: string, text: string): void {
  mkdirSync(dirname(join(cwd(), path)), { recursive: true });
  writeFileSync(join(cwd(), path), text);
}

const siglint = (words: readonly string[] = [], around: Surroundings = {}): Promise<Ran> =>
  runSiglint(cwd(), words, {
    engine,
    ...around,
    env: { XDG_CACHE_HOME: join(room, "cache"), ...around.env },
  });

beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "siglint-runs-"));
  mkdirSync(join(cwd(), ".git"), { recursive: true });
  write("Dockerfile", 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["sh", "/start.sh"]\n');
  write("start.sh", "#!/bin/sh\n./server\n");
  judged = 0;
});
afterEach(() => rmSync(room, { recursive: true }));

test.each([[], ["--format", "json"], ["--verbose"], ["--quiet", "--color", "Dockerfile"], ["explain"]])(
  "a second run says the same without judging anything: %j %j",
  async (...words) => {
    const first = await siglint(words);
    const judgedFirst = judged;
    expect(judgedFirst).toBeGreaterThan(0);
    expect(await siglint(words)).toEqual(first);
    expect(judged).toBe(judgedFirst);
  },
);

test("what is known to the baseline stays hidden", async () => {
  await siglint(["--baseline", "known.json", "--update-baseline"]);
  const first = await siglint(["--baseline", "known.json"]);
  expect(first).toMatchObject({ code: 0 });
  expect(await siglint(["--baseline", "known.json"])).toEqual(first);
  expect(judged).toBe(2);
});

test.each<[string, () => void]>([
  ["the script is another", () => write("start.sh", "#!/bin/sh\nexec ./server\n")],
  ["the Dockerfile is another", () => write("Dockerfile", 'FROM debian:12\nCMD ["nginx"]\n')],
  ["the script is gone", () => rmSync(join(cwd(), "start.sh"))],
  [
    "a folder has taken its place",
    () => {
      rmSync(join(cwd(), "start.sh"));
      mkdirSync(join(cwd(), "start.sh"));
    },
  ],
  [
    "a link has taken its place",
    () => {
      rmSync(join(cwd(), "start.sh"));
      symlinkSync("/dev/null", join(cwd(), "start.sh"));
    },
  ],
  ["there is a configuration now", () => write(".siglint.yaml", "rules:\n  missing-exec: off\n")],
  ["the build leaves the script out", () => write(".dockerignore", "start.sh\n")],
  ["there is another Dockerfile", () => write("other/Dockerfile", 'FROM alpine\nCMD ["sh", "-c", "a; b"]\n')],
  [
    "a compose file builds it",
    () => write("compose.yaml", "services: {app: {build: ., stop_signal: KILL}}\n"),
  ],
  ["git leaves the Dockerfile out", () => write(".gitignore", "Dockerfile\n")],
])("it is judged anew where %s", async (_, change) => {
  await siglint();
  change();
  const again = await siglint();
  expect(judged).toBe(2);
  expect(again).toEqual(await siglint(["--no-cache"]));
});

test.skipIf(process.platform === "win32")(
  "it is judged anew where the script may no longer be executed",
  async () => {
    write("Dockerfile", 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n');
    chmodSync(join(cwd(), "start.sh"), 0o755);
    await siglint();
    chmodSync(join(cwd(), "start.sh"), 0o644);
    expect((await siglint()).out).toContain("script-not-executable");
  },
);

test("colours, terminals and words make another run", async () => {
  const plain = await siglint();
  const colored = await siglint([], { env: { FORCE_COLOR: "1" } });
  expect(colored.out).not.toBe(plain.out);
  expect((await siglint([], { terminal: true })).out).not.toBe(plain.out);
  expect(await siglint(["--fail-on", "never"])).toMatchObject({ code: 0 });
  expect(await siglint()).toEqual(plain);
});

test.each([
  ["--no-cache"],
  ["--diff"],
  ["--fix", "--fail-on", "never", "fixed"],
  ["--output-file", "report.txt"],
  ["--baseline", "known.json", "--update-baseline"],
  ["-", "--stdin-filename", "Dockerfile"],
  ["rules"],
])("nothing is kept of a run that does more than look and tell: %j %j", async (...words) => {
  write("fixed/Dockerfile", 'FROM debian:12\nCMD ["nginx", "-g", "daemon off;"]\n');
  await siglint(words, { stdin: "FROM debian:12\n" });
  expect(kept()).toEqual([]);
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ["cut short", (bytes) => bytes.subarray(0, bytes.length / 2)],
  ["empty", () => Buffer.alloc(0)],
  ["changed", (bytes) => Buffer.from(bytes.toString("latin1").replace("start.sh", "start.ksh"), "latin1")],
  ["something else", () => twice(Buffer.from("[]"))],
  [
    "of another form",
    () => twice(Buffer.from('{"key": "", "code": 0, "disks": [], "looks": [[]], "said": []}')),
  ],
])("a file of it that is %s is not believed, and made anew", async (_, spoil) => {
  const first = await siglint();
  const [name = ""] = kept();
  const file = join(runs(), name);
  const before = readFileSync(file);
  writeFileSync(file, spoil(before));
  expect(await siglint()).toEqual(first);
  expect(judged).toBe(2);
  expect(readFileSync(file)).toEqual(before);
});

test("what lies in the repository that is linted is not believed", async () => {
  const env = { XDG_CACHE_HOME: join(cwd(), ".cache") };
  await siglint([], { env });
  await siglint([], { env });
  expect(judged).toBe(2);
});

test.each([
  ["the working directory", [], "repository"],
  ["a folder that is named", ["repository/web"], "."],
  ["the repository of a folder that is named", ["repository/web"], "."],
])("nor what lies in %s, with or without a repository", async (what, words, from) => {
  if (!what.startsWith("the repository")) rmSync(join(cwd(), ".git"), { recursive: true });
  write("web/Dockerfile", "FROM debian:12\nCMD server\n");
  const env = { XDG_CACHE_HOME: join(cwd(), what.startsWith("a folder") ? "web" : "", ".cache") };
  const again = () => runSiglint(join(room, from), words, { engine, env });
  await again();
  await again();
  expect(judged).toBe(2);
});

test.skipIf(process.platform === "win32")("nor a file that others may write to", async () => {
  await siglint();
  for (const name of kept()) chmodSync(join(runs(), name), 0o666);
  await siglint();
  expect(judged).toBe(2);
});

test.skipIf(process.platform === "win32")("nor what others may have written", async () => {
  await siglint();
  chmodSync(runs(), 0o777);
  await siglint();
  expect(judged).toBe(2);
});

test("whatever changes between two runs, the second says what a first run would say", async () => {
  const texts = {
    Dockerfile: [
      'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["sh", "/start.sh"]\n',
      'FROM alpine\nCOPY . /app\nRUN chmod +x /app/start.sh\nENTRYPOINT ["/app/start.sh"]\n',
    ],
    "start.sh": ["#!/bin/sh\n./server\n", "#!/bin/sh\n. ./settings\nexec ./server\n"],
    settings: ["trap '' TERM\n", "X=1\n"],
    ".dockerignore": ["settings\n", "*.md\n"],
    ".siglint.yaml": ["rules:\n  missing-exec: warning\n", "context: sub\n"],
    "sub/start.sh": ["#!/bin/bash\n./server & wait\n"],
    "compose.yaml": ["services: {app: {build: ., init: true}}\n", "services: {app: {image: nginx}}\n"],
  };
  const change = fc.constantFrom(
    ...Object.entries(texts).flatMap(([path, each]) => [null, ...each].map((text) => ({ path, text }))),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      for (const { path, text } of changes) {
        if (text === null) rmSync(join(cwd(), path), { force: true });
        else write(path, text);
        const said = await siglint();
        expect(await siglint()).toEqual(said);
        expect(await siglint(["--no-cache"])).toEqual(said);
      }
    }),
    { numRuns: 40 },
  );
});
