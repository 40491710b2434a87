import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runSiglint } from "../support/run-siglint.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-completion-"));
  mkdirSync(join(cwd, "docker"));
  writeFileSync(join(cwd, "explode.sh"), "");
});
afterEach(() => rmSync(cwd, { recursive: true }));

const required = process.env.SIGLINT_LAB === "required";
function isThere(shell: string): boolean {
  const found = spawnSync(shell, ["--version"]).status === 0;
  if (required && !found) throw new Error(`SIGLINT_LAB=required, but there is no ${shell}.`);
  return found;
}

const script = async (shell: string): Promise<string> => (await runSiglint(cwd, ["completion", shell])).out;

/** What there is to choose from behind `siglint`, in every shell the same, in the order of the alphabet. */
const lines: readonly (readonly [typed: string, choices: readonly string[]])[] = [
  ["--fi", ["--fix"]],
  ["--format js", ["json", "jsonl"]],
  ["--format=js", ["json", "jsonl"]],
  ["explain --format m", ["mermaid"]],
  ["explain --shell ", ["ash", "bash", "dash"]],
  ["explain --fi", []],
  ["--fail-on e", ["error"]],
  ["rules missing-", ["missing-exec"]],
  ["completion ", ["bash", "fish", "zsh"]],
  ["ex", ["explain", "explode.sh"]],
];

describe.skipIf(!isThere("bash"))("bash", () => {
  /** Parts words at `=` and `:`, as readline does. */
  function complete(code: string, typed: string): readonly string[] {
    const words = ["siglint", ...typed.replaceAll(/[=:]/g, " $& ").split(/ +/)];
    const last = words.length - 1;
    const call = `${code}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}) COMP_CWORD=${last}
_siglint
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const out = execFileSync("bash", ["--norc", "-c", call], { cwd, encoding: "utf8" });
    return out
      .split("\n")
      .filter((line) => line !== "")
      .sort();
  }

  test.each(lines)("siglint %s", async (typed, choices) => {
    expect(complete(await script("bash"), typed)).toEqual(choices);
  });

  test("a rule, then its level", async () => {
    const code = await script("bash");
    expect(complete(code, "--rule missing-")).toEqual(["missing-exec:"]);
    expect(complete(code, "--rule missing-exec:")).toEqual(["error", "info", "off", "warning"]);
    expect(complete(code, "--rule missing-exec:o")).toEqual(["off"]);
    expect(complete(code, "--rule=missing-exec:o")).toEqual(["off"]);
  });
});

describe.skipIf(!isThere("fish"))("fish", () => {
  async function complete(typed: string): Promise<readonly string[]> {
    writeFileSync(join(cwd, "siglint.fish"), await script("fish"));
    const call = `source siglint.fish; complete -C ${JSON.stringify(`siglint ${typed}`)}`;
    const env = { ...process.env, HOME: cwd, XDG_CONFIG_HOME: cwd, XDG_DATA_HOME: cwd };
    const out = execFileSync("fish", ["--no-config", "-c", call], { cwd, env, encoding: "utf8" });
    const words = out.split("\n").map((line) => line.replace(/\t.*/, "").replace(/^--format=/, ""));
    return words.filter((line) => line !== "").sort();
  }

  test.each(lines)("siglint %s", async (typed, choices) => {
    expect(await complete(typed)).toEqual(choices);
  });

  test("a rule with its level", async () => {
    expect(await complete("--rule missing-exec:o")).toEqual(["missing-exec:off"]);
  });
});

describe.skipIf(!isThere("zsh"))("zsh", () => {
  /** The line that Tab makes of what is typed, as the shell of a terminal has it. */
  async function completed(typed: string): Promise<string> {
    writeFileSync(join(cwd, "siglint.zsh"), await script("zsh"));
    writeFileSync(
      join(cwd, "drive.zsh"),
      `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1= RPS1= PS2=; unsetopt zle_bracketed_paste prompt_sp; autoload -Uz compinit; compinit -u -D; source ./siglint.zsh; siglint() { print -r -- "<got:$*>" }; print READY""NOW'
zpty -r -m shell line '*READYNOW*' || exit 1
zpty -w -n shell ${JSON.stringify(`siglint ${typed}`)}$'\\t'
sleep 0.3
zpty -w -n shell $'\\n'
zpty -r -m shell line '*<got:*>*' || exit 1
print -r -- "\${\${line##*<got:}%%>*}"
zpty -d shell
`,
    );
    const env = { ...process.env, HOME: cwd, ZDOTDIR: cwd, TERM: "dumb" };
    const { stdout } = spawnSync("zsh", ["-f", "drive.zsh"], { cwd, env, encoding: "utf8", timeout: 20_000 });
    return stdout.trim();
  }

  test.each([
    ["--fi", "--fix"],
    ["--format ma", "--format markdown"],
    ["--format=ma", "--format=markdown"],
    ["explain --format m", "explain --format mermaid"],
    ["--fail-on e", "--fail-on error"],
    ["rules missing-", "rules missing-exec"],
    ["completion z", "completion zsh"],
    ["compl", "completion"],
    ["dock", "docker"],
    ["--rule missing-exec:o", "--rule missing-exec:off"],
  ])("siglint %s", async (typed, whole) => {
    expect(await completed(typed)).toBe(whole);
  });
});

test("the one of another shell is refused", async () => {
  expect(await runSiglint(cwd, ["completion", "tcsh"])).toMatchObject({
    code: 2,
    err: "siglint: siglint completion knows no tcsh; choose from bash, fish, zsh.\n",
  });
  expect(await runSiglint(cwd, ["completion"])).toMatchObject({
    code: 2,
    err: "siglint: siglint completion needs one shell: bash, zsh or fish.\n",
  });
});
