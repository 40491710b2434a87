import { execFileSync, spawn } from "node:child_process";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let installed = "";
let folder = "";
beforeAll(() => {
  // As in the package: the pages beside the bundle.
  installed = mkdtempSync(join(tmpdir(), "siglint-built-"));
  folder = join(installed, "dist");
  cpSync(join(root, "rules"), join(installed, "rules"), { recursive: true });
  execFileSync(process.execPath, [join(root, "scripts/build.mjs"), folder, "--no-types"], {
    stdio: "inherit",
  });
});
afterAll(() => rmSync(installed, { recursive: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command as a process; `hangUp` closes its standard output before it writes. */
function siglint(
  argv: readonly string[],
  {
    stdin = "",
    hangUp = false,
    env = {},
  }: { stdin?: string; hangUp?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(join(folder, "cli.cjs"), argv, { cwd: root, env: { ...process.env, ...env } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    if (hangUp) child.stdout.destroy();
    else child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.stdin.end(stdin);
    child.on("close", (code) =>
      resolve({ code, out: String(Buffer.concat(out)), err: String(Buffer.concat(err)) }),
    );
  });
}

test("a reader that has seen enough is no error", async () => {
  expect(await siglint(["--help"], { hangUp: true })).toEqual({ code: 0, out: "", err: "" });
});

test("wrong options end with 2", async () => {
  expect(await siglint(["--fxi"])).toEqual({
    code: 2,
    out: "",
    err: "siglint: There is no option --fxi; did you mean --fix?\n",
  });
});

test("the page of a rule is found beside the bundle, and its absence told", async () => {
  const { code, out, err } = await siglint(["rules", "missing-exec"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^missing-exec\n/);
  rmSync(join(installed, "rules/missing-exec.md"));
  expect(await siglint(["rules", "missing-exec"])).toEqual({
    code: 2,
    out: "",
    err: "siglint: The page of missing-exec is missing from this installation: install siglint again.\n",
  });
});

test("a run without options loads no option parser, diff, colour or language server", () => {
  const parts = readdirSync(join(folder, "parts")).filter((name) => name.startsWith("common-"));
  const loaded = ["cli.cjs", ...parts.map((name) => join("parts", name))];
  expect(loaded).toHaveLength(2);
  for (const file of loaded)
    expect(readFileSync(join(folder, file), "utf8")).not.toMatch(
      /populate--|No newline at end of file|FORCE_COLOR_LEVEL|publishDiagnostics/,
    );
});

describe("what V8 has compiled", () => {
  const compiled = (): string => join(folder, "parts/compiled");
  const kept = (): string[] =>
    existsSync(compiled()) ? readdirSync(compiled(), { recursive: true, encoding: "utf8" }).toSorted() : [];
  beforeEach(() => rmSync(compiled(), { recursive: true, force: true }));

  test("is kept for later runs, which find the same with it", async () => {
    const first = await siglint(["fixtures/demo"]);
    const files = kept();
    expect(files.filter((file) => file.endsWith(".cjs"))).not.toEqual([]);
    expect(await siglint(["fixtures/demo"])).toEqual(first);
    expect(kept()).toEqual(files);
  });

  test("is not kept by a run that has judged nothing", async () => {
    await siglint(["--help"]);
    expect(kept()).toEqual([]);
  });

  test("is not kept where NODE_DISABLE_COMPILE_CACHE is set", async () => {
    await siglint(["fixtures/demo"], { env: { NODE_DISABLE_COMPILE_CACHE: "1" } });
    expect(kept()).toEqual([]);
  });

  test.each([
    ["half of it is gone", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    [
      "a part of it is something else",
      (bytes: Buffer) => bytes.fill(90, bytes.length / 2, bytes.length / 2 + 64),
    ],
  ])("does no harm where %s", async (_, damage) => {
    const first = await siglint(["fixtures/demo"]);
    for (const name of kept().filter((each) => each.endsWith(".cjs"))) {
      const file = join(compiled(), name);
      writeFileSync(file, damage(readFileSync(file)));
    }
    expect(await siglint(["fixtures/demo"])).toEqual(first);
  });

  test.runIf(process.getuid?.() === 0)("is not kept in a package of somebody else", async () => {
    chownSync(join(folder, "parts"), 65534, 65534);
    await siglint(["fixtures/demo"]);
    chownSync(join(folder, "parts"), 0, 0);
    expect(kept()).toEqual([]);
  });
});

describe("with the engine", () => {
  test("standard input is linted, and json on a pipe is whole", async () => {
    const stdin = "FROM debian:12\nENTRYPOINT my_demo_svr --port 80\n";
    const { code, out, err } = await siglint(["--format", "json", "-"], { stdin });
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      findings: [{ rule: "shell-form", file: "Dockerfile", line: 2 }],
    });
  });

  test("what is named but not there is a problem, and no stack trace", async () => {
    const { code, out, err } = await siglint(["--format", "unix", "no/such/Dockerfile"]);
    expect({ code, err }).toEqual({ code: 2, err: "" });
    expect(out).toMatch(/^no\/such\/Dockerfile:1:1: error: .+ \[problem\]\n$/);
  });
});
