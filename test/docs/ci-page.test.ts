import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { formats } from "../../src/report/formats.ts";
import { runAction } from "../ci/action.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(root, "docs/ci.md"), "utf8");

interface Snippet {
  readonly language: string;
  readonly text: string;
}

const snippets: readonly Snippet[] = [...page.matchAll(/^```(sh|yaml|groovy).*\n([\s\S]*?)^```$/gm)].map(
  ([, language = "", text = ""]) => ({ language, text }),
);

/** Every text in a YAML document, with the key that it stands under. */
function textsIn(value: unknown, key = ""): readonly { readonly key: string; readonly text: string }[] {
  if (typeof value === "string") return [{ key, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, Array.isArray(value) ? key : name));
}

/** The shell commands of a snippet that start siglint. */
function commandsOf({ language, text }: Snippet): readonly string[] {
  const scripts = {
    sh: () => text.split("\n"),
    yaml: () => textsIn(parse(text)).flatMap(({ key, text }) => (/^(run|script)$/.test(key) ? [text] : [])),
    groovy: () => [...text.matchAll(/\bsh '(.*)'/g)].map(([, script = ""]) => script),
  }[language];
  return (scripts?.() ?? []).filter((script) => /^npx .*siglint|\nnpx siglint/.test(script));
}

let bin = "";
let action = "";
let cwd = "";
beforeAll(() => {
  action = mkdtempSync(join(tmpdir(), "siglint-ci-"));
  for (const file of ["action.yml", "problem-matcher.json", "package.json", "rules"])
    cpSync(join(root, file), join(action, file), { recursive: true });
  execFileSync(process.execPath, [join(root, "scripts/build.mjs"), join(action, "dist"), "--no-types"]);
  bin = join(action, "bin");
  mkdirSync(bin);
  // In place of npm's registry, and of a program that comments on a server: it must get SARIF.
  program("npx", '[ "$1" != --yes ] || shift\n[ "$1" = siglint ] || exit 99\nshift\nexec "$SIGLINT" "$@"');
  program(
    "reviewdog",
    `exec "${process.execPath}" -e 'JSON.parse(fs.readFileSync(0)).runs[0].results[0].ruleId'`,
  );
});
afterAll(() => rmSync(action, { recursive: true }));
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-project-"));
  for (const folder of [".", "services", "docker"])
    cpSync(join(root, "fixtures/demo"), join(cwd, folder), { recursive: true });
});
afterEach(() => rmSync(cwd, { recursive: true }));

function program(name: string, script: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

function run(script: string) {
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, SIGLINT: join(action, "dist/cli.cjs") };
  return spawnSync("bash", ["-eo", "pipefail", "-c", script], { cwd, env, encoding: "utf8" });
}

const commands = snippets.flatMap((snippet) =>
  commandsOf(snippet).map((command) => [command, snippet.text] as const),
);

test("commands are found on the page", () => {
  expect(commands.length).toBeGreaterThanOrEqual(10);
  expect(page.match(/npx (--yes )?siglint/g)?.length).toBe(commands.length);
});

describe("the command runs", () => {
  test.each(commands)("%s", (command, snippet) => {
    if (/--baseline/.test(command)) run(`${command.replace(" --update-baseline", "")} --update-baseline`);
    const { status, stderr } = run(command);
    expect({ status, stderr }).toEqual({
      status: /--fail-on never|--baseline/.test(command) ? 0 : 1,
      stderr: command.includes("--update-baseline")
        ? "siglint-baseline.json has 3 findings: 0 new, 0 taken out.\n"
        : "",
    });
    for (const [, file = ""] of command.matchAll(/--format \w+:(\S+)/g)) {
      expect(existsSync(join(cwd, file)), file).toBe(true);
      // Written for somebody: the rest of the snippet takes it, or its folder.
      const others = snippet.replace(command, "");
      if (others.trim() !== "")
        expect(
          [file, ...folders(file)].some((path) => others.includes(path)),
          file,
        ).toBe(true);
    }
  });
});

function folders(file: string): readonly string[] {
  const folder = dirname(file);
  return folder === "." ? [] : [folder, ...folders(folder)];
}

test("the steps with the action run, and leave what the next step takes", () => {
  const steps = snippets
    .filter(({ text }) => text.includes("OWNER/siglint@"))
    .map(({ text }) => parse(text).jobs.siglint.steps);
  expect(steps).toHaveLength(2);
  const { inputs } = parse(readFileSync(join(root, "action.yml"), "utf8"));
  for (const [, siglint, upload] of steps) {
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(siglint.with)));
    const temp = mkdtempSync(join(tmpdir(), "siglint-runner-"));
    expect(runAction(action, cwd, temp, siglint.with).code).toBe(1);
    rmSync(temp, { recursive: true });
    if (upload !== undefined) expect(existsSync(join(cwd, upload.with.sarif_file))).toBe(true);
  }
});

test("the page tells of every format", () => {
  const rows = [...page.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = ""]) =>
    cell.replaceAll("`", "").split(", "),
  );
  expect(rows.toSorted()).toEqual(Object.keys(formats));
});

test("the matcher lies in the package where the page says", () => {
  const { files, name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const [, file] of page.matchAll(/node_modules\/([\w./-]+)/g))
    expect(files.map((entry: string) => `${name}/${entry}`)).toContain(file);
});
