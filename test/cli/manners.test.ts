import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rulePages } from "../../src/cli/rule-page.ts";
import { diskTree } from "../../src/context/disk-tree.ts";
import { runSiglint, type Surroundings } from "../support/run-siglint.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-manners-"));
  mkdirSync(join(cwd, ".git"));
  cpSync(fileURLToPath(new URL("../../fixtures/demo", import.meta.url)), cwd, { recursive: true });
});
afterEach(() => rmSync(cwd, { recursive: true }));

const siglint = (words: readonly string[], around: Surroundings = {}) => runSiglint(cwd, words, around);

/** A second target, of which nothing can be told. */
function addUnknown(): void {
  mkdirSync(join(cwd, "other"));
  writeFileSync(join(cwd, "other/Dockerfile"), "FROM registry.example.com/base:1\nRUN make\n");
}

test.each([["-"], ["explain", "-"]])(
  "more on standard input than anybody writes is refused: %s",
  async (...words) => {
    const { code, err } = await siglint(words, { stdin: null });
    expect(code).toBe(2);
    expect(err).toMatch(/^siglint: standard input is larger than 64 MiB/);
  },
);

describe("--quiet", () => {
  test("leaves out what is no error, and says so; the exit code stays", async () => {
    const words = ["--rule", "missing-exec:warning", "--quiet"];
    expect(await siglint(words)).toMatchObject({
      code: 1,
      out: "No errors in 1 target, 1 milder not shown.\n",
    });
    expect((await siglint([...words, "--fail-on", "error"])).code).toBe(0);
  });

  test("shows errors as ever", async () => {
    const { code, out } = await siglint(["--quiet"]);
    expect(code).toBe(1);
    expect(out).toContain("start.sh:5:1 error missing-exec\n");
    expect(out).toMatch(/Found 1 error in 1 target\. siglint --fix mends 1\.\n$/);
  });

  test("is no company for --verbose", async () => {
    expect(await siglint(["--quiet", "--verbose"])).toMatchObject({
      code: 2,
      err: "siglint: --quiet and --verbose want opposite things: choose one.\n",
    });
  });
});

describe("--verbose", () => {
  test("tells on standard error what was resolved and how, and leaves the report as it is", async () => {
    writeFileSync(join(cwd, ".siglint.yaml"), "grace: 20\n");
    addUnknown();
    const { err, out } = await siglint(["--verbose", "--format", "unix"]);
    expect(err).toBe(`Dockerfile
  starts   ["./start.sh"]
  base     node:22-slim, /bin/sh is dash: node:22-slim is built on Debian, whose /bin/sh is dash
  context  .: everything that COPY and ADD name is in .
  config   .siglint.yaml
  scripts  start.sh
  outcome  lost
other/Dockerfile
  starts   not known
  base     registry.example.com/base:1, /bin/sh is unknown: nothing is known of registry.example.com/base:1
  context  other: no COPY or ADD takes files from the build context, so it is the Dockerfile's folder
  config   .siglint.yaml
  scripts  none
  outcome  unknown
`);
    expect(out).toBe((await siglint(["--format", "unix"])).out);
  });

  test("says why a thing is not known, and where", async () => {
    writeFileSync(join(cwd, "start.sh"), "#!/bin/sh\n. /opt/vendor/setup.sh\nexec node server.js\n");
    const { err } = await siglint(["--verbose"]);
    expect(err).toMatch(/^ {2}unknown {2}.*\/opt\/vendor\/setup\.sh.* \(.+:\d+:\d+\)$/m);
  });
});

describe("--list-files", () => {
  test("lists Dockerfiles and scripts, and judges nothing", async () => {
    addUnknown();
    expect(await siglint(["--list-files"])).toMatchObject({
      code: 0,
      out: "Dockerfile\nother/Dockerfile\nstart.sh\n",
      err: "",
    });
    expect((await siglint(["--list-files", "start.sh"])).out).toBe("Dockerfile\nstart.sh\n");
  });

  test("says what is not there", async () => {
    const { code, out, err } = await siglint(["--list-files", "no/Dockerfile"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^siglint: no\/Dockerfile: no such file or folder/);
  });
});

describe("a command that is not there", () => {
  test.each([
    ["explan", "siglint explain"],
    ["rule", "siglint rules"],
    ["hlep", "siglint --help"],
    ["version", "siglint --version"],
    ["lint", "siglint"],
  ])("%s: did you mean %s?", async (word, meant) => {
    expect(await siglint([word])).toMatchObject({
      code: 2,
      err: `siglint: There is no file and no command ${word}; did you mean ${meant}?\n`,
    });
  });

  test("what is there is a path", async () => {
    mkdirSync(join(cwd, "rule"));
    writeFileSync(join(cwd, "rule/Dockerfile"), "FROM nginx\n");
    expect((await siglint(["rule"])).out).toBe("No findings in 1 target.\n");
  });
});

describe("what was asked for and is not there", () => {
  const noStage =
    'Dockerfile:1:1: error: there is no stage "web" to take as the target; the only stage has no name [problem]\n';
  const noFolder =
    "web:1:1: error: there is no such folder to take as the build context: check the spelling [problem]\n";

  test.each([
    ["--target", noStage],
    ["--context", noFolder],
  ])("%s web is told, and the exit code is 2", async (option, told) => {
    expect(await siglint([option, "web", "--format", "unix"])).toMatchObject({ code: 2, out: told });
    expect((await siglint(["explain", option, "web"])).code).toBe(2);
    expect((await siglint(["--list-files", option, "web"])).code).toBe(2);
  });

  test("a stage that one Dockerfile has and another has not is no fault", async () => {
    mkdirSync(join(cwd, "web"));
    writeFileSync(join(cwd, "web/Dockerfile"), 'FROM debian:12 AS web\nCMD ["my_server"]\n');
    const { code, out } = await siglint(["--target", "web"]);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining("No findings in 1 target, 1 problem."),
    });
  });
});

describe("the last line", () => {
  test("says of how many targets it cannot be told", async () => {
    addUnknown();
    expect((await siglint(["--rule", "missing-exec:off"])).out).toBe(
      "No findings in 2 targets. What becomes of 1 target cannot be told: siglint explain says why.\n",
    );
    expect((await siglint(["other"])).out).toBe(
      "No findings in 1 target. What becomes of the target cannot be told: siglint explain says why.\n",
    );
  });
});

describe("how far the run is", () => {
  /** A clock that goes on by as much at each look. */
  const clock = (step: number) => {
    let time = 0;
    return () => (time += step);
  };
  const line = "\r\u001b[K\u001b[?7lsiglint: 0 of 1 files judged\u001b[?7h\r\u001b[K";

  test("is shown on a terminal after a second, and taken away", async () => {
    expect((await siglint([], { terminal: true, now: clock(1500) })).err).toBe(line);
  });

  test("is not shown before, nor elsewhere", async () => {
    expect((await siglint([], { terminal: true, now: clock(1) })).err).toBe("");
    expect((await siglint([], { now: clock(1500) })).err).toBe("");
    for (const env of [{ CI: "true" }, { PRE_COMMIT: "1" }, { TERM: "dumb" }])
      expect((await siglint([], { terminal: true, now: clock(1500), env })).err).toBe("");
  });
});

describe("the name of a rule", () => {
  const link = `\u001b]8;;${rulePages(diskTree).uri("missing-exec")}\u001b\\`;

  test.each([
    { TERM_PROGRAM: "vscode" },
    { VTE_VERSION: "7006" },
    { TERM: "xterm-kitty" },
    { FORCE_HYPERLINK: "1", TMUX: "x" },
  ])("leads to its page where the terminal has links: %j", async (env) => {
    expect((await siglint([], { terminal: true, env })).out).toContain(link);
  });

  test.each([
    [true, {}],
    [true, { VTE_VERSION: "7006", NO_COLOR: "1" }],
    [true, { VTE_VERSION: "7006", CI: "1" }],
    [true, { TERM_PROGRAM: "vscode", TMUX: "x" }],
    [true, { TERM_PROGRAM: "vscode", FORCE_HYPERLINK: "0" }],
    [false, { FORCE_HYPERLINK: "1", FORCE_COLOR: "1" }],
  ])("does not elsewhere: terminal %j, %j", async (terminal, env) => {
    expect((await siglint([], { terminal, env })).out).not.toContain("\u001b]8");
  });
});

test("wrong configuration is an error for compilers' readers and for GitHub", async () => {
  writeFileSync(join(cwd, ".siglint.yaml"), "severity: {}\n");
  expect((await siglint(["--format", "unix"])).out).toMatch(/^\.siglint\.yaml:1:1: error: .+ \[problem\]$/m);
  expect((await siglint(["--format", "github"])).out).toMatch(/^::error file=\.siglint\.yaml,line=1/m);
});
