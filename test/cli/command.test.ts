import {
  chmodSync,
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
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commandNames, isCommand, optionsOf } from "../../src/cli/arguments/options.ts";
import type { Engine, LintOptions } from "../../src/cli/engine.ts";
import { engine } from "../../src/cli/load-engine.ts";
import type { Problem } from "../../src/span.ts";
import { demoFinding, demoSources } from "../support/finding.ts";
import { runSiglint } from "../support/run-siglint.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-"));
  for (const [file, text] of demoSources) writeFileSync(join(cwd, file), text);
});
afterEach(() => rmSync(cwd, { recursive: true }));

const onDisk = (file: string): string => readFileSync(join(cwd, file), "utf8");

/** Finds `missing-exec` in the demo's script until there is an exec in it. */
function demoEngine(
  problems: readonly Problem[] = [],
  atLint: (options: LintOptions) => void = () => {},
): Engine {
  return {
    ...engine,
    lint(options) {
      atLint(options);
      const sources = new Map([...demoSources, ...options.texts]);
      const findings = sources.get("start.sh")?.includes("exec") ? [] : [demoFinding()];
      return { findings, problems, targets: 1, sources };
    },
    explain: () => ({ targets: [], problems, sources: demoSources }),
  };
}

async function siglint(
  argv: readonly string[],
  engine: Engine = demoEngine(),
  env: Record<string, string> = {},
) {
  const { code, out, err } = await runSiglint(cwd, argv, { engine, env, stdin: "FROM stdin\n" });
  return { code, out, err };
}

/** What the engine is first asked for. */
async function asked(argv: readonly string[]): Promise<LintOptions | undefined> {
  const seen: LintOptions[] = [];
  const engine = demoEngine([], (options) => {
    seen.push(options);
  });
  await siglint(argv, engine);
  return seen[0];
}

describe("what is linted", () => {
  test("without paths, the current directory", async () => {
    expect((await asked([]))?.paths).toEqual(["."]);
  });

  test("paths are relative to the current directory, each once, whatever they look like", async () => {
    expect(
      (await asked(["./docker//Dockerfile", join(cwd, "a/../start.sh"), "start.sh", "12"]))?.paths,
    ).toEqual(["docker/Dockerfile", "start.sh", "12"]);
    expect((await asked(["--format", "unix", "--", "--fix", "-"]))?.paths).toEqual(["--fix", "Dockerfile"]);
  });

  test("- is standard input, under the name that it is given", async () => {
    expect((await asked(["-"]))?.texts).toEqual(new Map([["Dockerfile", "FROM stdin\n"]]));
    const named = await asked(["--stdin-filename", "docker/Containerfile", "-"]);
    expect(named?.paths).toEqual(["docker/Containerfile"]);
    expect(named?.texts).toEqual(new Map([["docker/Containerfile", "FROM stdin\n"]]));
  });

  test("--context and --target are handed on", async () => {
    expect(await asked(["--context", "./app/", "--target=prod"])).toMatchObject({
      context: "app",
      target: "prod",
    });
  });
});

describe("exit codes", () => {
  test.each([
    [[], 1],
    [["--fail-on", "error"], 1],
    [["--fail-on=never"], 0],
    [["--format", "json"], 1],
    [["--diff"], 1],
    [["--fix"], 0],
  ])("%j on a finding gives %i", async (argv, code) => {
    expect((await siglint(argv)).code).toBe(code);
  });

  test("a mild finding passes a strict threshold only", async () => {
    const engine = {
      ...demoEngine(),
      lint: () => ({
        findings: [demoFinding({ severity: "info" })],
        problems: [],
        targets: 1,
        sources: demoSources,
      }),
    };
    expect((await siglint([], engine)).code).toBe(0);
    expect((await siglint(["--fail-on", "info"], engine)).code).toBe(1);
  });

  test("a problem counts where its file was named", async () => {
    const engine = demoEngine([{ file: "docker/Dockerfile", span: null, message: "there is no such file" }]);
    expect((await siglint(["--fail-on=never", "docker"], engine)).code).toBe(0);
    expect((await siglint(["./docker/Dockerfile"], engine)).code).toBe(2);
    expect((await siglint(["explain", "./docker/Dockerfile"], engine)).code).toBe(2);
  });

  test("a fault of siglint itself is a plain sentence, its stack only for those who ask", async () => {
    const engine: Engine = {
      ...demoEngine(),
      lint: () => {
        throw new Error("oops");
      },
    };
    const { code, out, err } = await siglint([], engine);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("a fault of siglint and not of your files: oops");
    expect(err).not.toContain("    at ");
    expect((await siglint([], engine, { SIGLINT_DEBUG: "1" })).err).toContain("    at ");
  });
});

describe("wrong usage", () => {
  test.each([
    [["--fromat", "json"], "There is no option --fromat; did you mean --format?"],
    [["--xyzzy"], "There is no option --xyzzy; siglint --help lists them all."],
    [["-x"], "There is no option -x; siglint --help lists them all."],
    [["--format", "jsn"], "There is no --format jsn; did you mean json?"],
    [
      ["--format", "yml"],
      "There is no --format yml; choose from checkstyle, codeclimate, github, gitlab, json, jsonl, junit, markdown, sarif, text, unix.",
    ],
    [["--fail-on", "warn"], "There is no --fail-on warn; did you mean warning?"],
    [["--format"], "--format needs a value: text, json, sarif, ...; json:FILE or --output-file for a file."],
    [["--target", "--fix"], "--target needs a value: Stage to judge, instead of the last one."],
    [
      ["--no-format"],
      "--format needs a value: text, json, sarif, ...; json:FILE or --output-file for a file.",
    ],
    [
      ["--unsafe-fixes"],
      "--unsafe-fixes says which fixes to make: add --fix to make them, or --diff to see them.",
    ],
    [["Dockerfile", ""], "One of the paths is empty: check the variable that it comes from."],
    [["--fix", "-"], "--fix cannot change standard input: name the file, or use --diff."],
    [
      ["explain", "--xyzzy"],
      "There is no option --xyzzy for explain; siglint explain --help lists them all.",
    ],
    [["explain", "--fix"], "There is no option --fix for explain; it belongs to siglint itself."],
    [["--shell", "dash"], "There is no option --shell; it belongs to siglint explain."],
    [["--\u001b[31m"], "There is no option --␛[31m; siglint --help lists them all."],
    [["--constructor"], "There is no option --constructor; siglint --help lists them all."],
    [["--fix=yes"], "--fix takes no value: write it by itself, or leave it out."],
    [["--color=always"], "--color takes no value: write --color or --no-color."],
    [["--no-color=false"], "--no-color takes no value: write --color or --no-color."],
    [
      ["--stdin-filename", "Dockerfile"],
      "--stdin-filename says what to call standard input, which is the path -: add it.",
    ],
    [["image"], "siglint image needs an archive: `docker save IMAGE -o image.tar` writes one."],
    [["explain", "--shell", "zsh"], "There is no --shell zsh; did you mean ash?"],
    [["--rule", "mising-exec:off"], "There is no rule mising-exec; did you mean missing-exec?"],
    [["--rule", "xyzzy:off"], "There is no rule xyzzy; siglint rules lists them all."],
    [["--rule", "missing-exec:warn"], "There is no level warn for missing-exec; did you mean warning?"],
    [
      ["--rule", "missing-exec:42"],
      "There is no level 42 for missing-exec; choose from off, info, warning, error.",
    ],
    [
      ["--rule", "missing-exec"],
      "missing-exec needs a level: missing-exec:off, missing-exec:info, missing-exec:warning or missing-exec:error.",
    ],
    [["--rule", ":off"], "A rule and a level are needed: missing-exec:off, for instance."],
    [["rules", "mising-exec"], "There is no rule mising-exec; did you mean missing-exec?"],
    [["rules", "a", "b"], "siglint rules shows the page of one rule: name one, or none for the list."],
  ])("%j is refused with what is right", async (argv, message) => {
    expect(await siglint(argv)).toEqual({ code: 2, out: "", err: `siglint: ${message}\n` });
  });
});

test("--help fits a screen, and stands behind a command or before it", async () => {
  for (const command of commandNames) {
    const words = isCommand(command) ? [command] : [];
    const { code, out } = await siglint([...words, "--help"]);
    expect(await siglint(["--help", ...words])).toEqual({ code, out, err: "" });
    expect(code).toBe(0);
    const lines = out.trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  }
});

test.each(commandNames)("--help names every option of %s", async (command) => {
  const { out } = await siglint([...(isCommand(command) ? [command] : []), "--help"]);
  const missing = Object.keys(optionsOf[command]).filter(
    (name) => !out.includes(`--${name}`) && !out.includes(`--no-${name}`),
  );
  expect(missing).toEqual([]);
});

test("--version is the version of the package, whatever else is asked", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  for (const argv of [["--version"], ["--version", "Dockerfile"]])
    expect(await siglint(argv)).toEqual({ code: 0, out: `${version}\n`, err: "" });
});

test("colours are for those who want them", async () => {
  const colorStart = String.fromCharCode(27);
  const colored = async (argv: readonly string[], env: Record<string, string>): Promise<boolean> =>
    (await siglint(argv, demoEngine(), env)).out.includes(colorStart);
  expect(await colored([], {})).toBe(false);
  expect(await colored(["--color"], { NO_COLOR: "1" })).toBe(true);
  expect(await colored([], { FORCE_COLOR: "1" })).toBe(true);
  expect(await colored([], { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
  expect(await colored(["--no-color"], { FORCE_COLOR: "1" })).toBe(false);
});

describe("--fix", () => {
  test("writes the files, keeps their mode, and leaves nothing else behind", async () => {
    chmodSync(join(cwd, "start.sh"), 0o754);
    const { code, out, err } = await siglint(["--fix"]);
    expect({ code, out, err }).toEqual({
      code: 0,
      out: "No findings in 1 target.\n",
      err: "Made 1 fix in 1 file.\n",
    });
    expect(onDisk("start.sh")).toBe("#!/bin/sh\nexec ./my_demo_svr\n");
    expect(statSync(join(cwd, "start.sh")).mode & 0o777).toBe(0o754);
    expect(readdirSync(cwd)).toEqual(["Dockerfile", "start.sh"]);
  });

  test("--diff writes nothing, whatever else is asked", async () => {
    const { code, out } = await siglint(["--fix", "--diff", "--format", "json"]);
    expect(code).toBe(1);
    expect(out).toBe(
      "--- a/start.sh\n+++ b/start.sh\n@@ -1,2 +1,2 @@\n #!/bin/sh\n-./my_demo_svr\n+exec ./my_demo_svr\n",
    );
    expect(onDisk("start.sh")).toBe(demoSources.get("start.sh"));
  });

  test("a link is left alone, and so is what it points to", async () => {
    rmSync(join(cwd, "start.sh"));
    writeFileSync(join(cwd, "real.sh"), demoSources.get("start.sh") ?? "");
    symlinkSync("real.sh", join(cwd, "start.sh"));
    const { code, err } = await siglint(["--fix"]);
    expect(code).toBe(1);
    expect(err).toBe("siglint: start.sh is left alone: it is a symbolic link; fix the file it points to.\n");
    expect(onDisk("real.sh")).toBe(demoSources.get("start.sh"));
  });

  test("a file in a folder that is a link is left alone", async () => {
    mkdirSync(join(cwd, "real"));
    writeFileSync(join(cwd, "real/start.sh"), demoSources.get("start.sh") ?? "");
    symlinkSync("real", join(cwd, "linked"));
    const edits = [{ file: "linked/start.sh", start: 0, end: 0, text: "exec " }];
    const sources = new Map([["linked/start.sh", demoSources.get("start.sh") ?? ""]]);
    const findings = [demoFinding({ fix: { title: "mend", safety: "safe", edits } })];
    const lint = () => ({ findings, problems: [], targets: 1, sources });
    expect((await siglint(["--fix"], { ...demoEngine(), lint })).err).toBe(
      "siglint: linked/start.sh is left alone: linked is a symbolic link.\n",
    );
    expect(onDisk("real/start.sh")).toBe(demoSources.get("start.sh"));
  });

  test("a file that changed meanwhile is left alone", async () => {
    const engine = demoEngine([], () => writeFileSync(join(cwd, "start.sh"), "someone was faster\n"));
    const { code, err } = await siglint(["--fix"], engine);
    expect(code).toBe(2);
    expect(err).toBe(
      "siglint: start.sh is left alone: it changed while siglint was at work; run it again.\n",
    );
    expect(onDisk("start.sh")).toBe("someone was faster\n");
    expect(readdirSync(cwd)).toEqual(["Dockerfile", "start.sh"]);
  });
});
