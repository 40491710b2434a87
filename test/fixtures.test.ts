import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runSiglint } from "./support/run-siglint.ts";

const root = fileURLToPath(new URL("../fixtures", import.meta.url));
/** Themes with tests of their own. */
const elsewhere = new Set(["demo", "lab"]);

const cases = readdirSync(root)
  .filter((theme) => !elsewhere.has(theme))
  .flatMap((theme) => readdirSync(join(root, theme)).map((name) => `${theme}/${name}`))
  .sort();

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-case-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** What a shell would show of a command: output, complaints, exit code. */
async function shows(words: readonly string[]): Promise<string> {
  const { shown, code } = await runSiglint(cwd, words);
  return `${shown}[exit ${code}]\n`;
}

/**
 * A case is a folder: a small build context, and what commands show there. `command.txt` holds the words behind
 * `siglint`, one command a line; none without it. Run with -u to write what is expected.
 */
describe.each(cases)("%s", (name) => {
  const folder = join(root, name);
  const commandFile = join(folder, "command.txt");
  const commands = existsSync(commandFile) ? readFileSync(commandFile, "utf8").trimEnd().split("\n") : [""];

  beforeEach(() => {
    cpSync(folder, cwd, { recursive: true });
    for (const file of ["command.txt", "expected.txt", "expected.diff"])
      rmSync(join(cwd, file), { force: true });
    // A repository of its own: what is looked for upwards ends here.
    mkdirSync(join(cwd, ".git"));
  });

  test("shows what is expected", async () => {
    let shown = "";
    for (const command of commands) {
      const words = command.split(" ").filter((word) => word !== "");
      shown += `$ ${["siglint", ...words].join(" ")}\n${await shows(words)}`;
    }
    await expect(shown).toMatchFileSnapshot(join(folder, "expected.txt"));
  });

  if (!existsSync(join(folder, "expected.diff"))) return;
  test("would change what is expected", async () => {
    const shown = await shows(["--diff", "--unsafe-fixes"]);
    await expect(shown.replace(/\[exit \d\]\n$/, "")).toMatchFileSnapshot(join(folder, "expected.diff"));
  });
});
