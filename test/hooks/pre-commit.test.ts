import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { judgeFound } from "../../src/discover/file-name.ts";
import { snippetsOf } from "../docs/snippets.ts";
import { bad, good, root, type ScratchRepository, scratchRepository } from "./scratch-repository.ts";

const configs = snippetsOf("docs/commit-hooks.md").filter(({ file }) => file === ".pre-commit-config.yaml");

const required = process.env.SIGLINT_LAB === "required";
const isThere = spawnSync("pre-commit", ["--version"]).status === 0;
if (required && !isThere) throw new Error("SIGLINT_LAB=required, but there is no pre-commit.");

describe.skipIf(!isThere)("pre-commit installs siglint from this repository", () => {
  let temp = "";
  let rev = "";
  beforeAll(() => {
    temp = mkdtempSync(join(tmpdir(), "siglint-pre-commit-"));
    rev = makeSource(join(temp, "siglint"));
  });
  afterAll(() => rmSync(temp, { recursive: true, force: true }), 60_000);

  let project: ScratchRepository;
  beforeEach(() => {
    project = scratchRepository({ PRE_COMMIT_HOME: join(temp, "home") });
  });
  afterEach(() => project.remove());

  /** The snippet of the page that has this hook, put to use in the project. */
  async function install(id: string): Promise<void> {
    const config = configs.find(({ text }) => parse(text).repos[0].hooks[0].id === id)?.text ?? "";
    const here = config
      .replace(/repo: .+/, `repo: ${join(temp, "siglint")}`)
      .replace(/rev: .+/, `rev: ${rev}`);
    project.write(".pre-commit-config.yaml", here);
    expect(await project.run("pre-commit", ["install"])).toMatchObject({ code: 0 });
  }

  test("a bad commit is refused with the finding, a good one passes", { timeout: 300_000 }, async () => {
    await install("siglint");
    const first = await project.commit();
    expect(first).toMatchObject({ code: 0, shown: expect.stringMatching(/siglint\.+Passed/) });

    project.write("start.sh", bad);
    const refused = await project.commit();
    expect(refused).toMatchObject({ code: 1, shown: expect.stringMatching(/siglint\.+Failed/) });
    expect(refused.shown).toContain("start.sh:5:1 error missing-exec\n");
    expect((await project.run("git", ["log", "--oneline"])).shown.match(/A change/g)).toHaveLength(1);

    project.write("start.sh", good.replace("\nexec", "\n# The service\nexec"));
    expect(await project.commit()).toMatchObject({
      code: 0,
      shown: expect.stringMatching(/siglint\.+Passed/),
    });

    project.write("notes.md", "Nothing for siglint\n");
    expect(await project.commit()).toMatchObject({
      code: 0,
      shown: expect.stringMatching(/no files to check/),
    });
  });

  test("siglint-fix mends the file, and what is mended passes", { timeout: 300_000 }, async () => {
    await install("siglint-fix");
    project.write("start.sh", bad);
    const refused = await project.commit();
    expect(refused).toMatchObject({
      code: 1,
      shown: expect.stringContaining("files were modified by this hook"),
    });
    expect(project.read("start.sh")).toBe(good);
    expect(await project.commit()).toMatchObject({
      code: 0,
      shown: expect.stringMatching(/siglint --fix\.+Passed/),
    });
  });
});

/** This repository as it stands, committed, without what is built or installed; gives the commit. */
function makeSource(folder: string): string {
  const left = new Set([".git", "node_modules", "dist"]);
  cpSync(root, folder, { recursive: true, filter: (path) => !left.has(basename(path)) });
  const person = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"];
  const git = (...words: readonly string[]): string =>
    spawnSync("git", ["-C", folder, ...person, ...words], { encoding: "utf8" }).stdout.trim();
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "siglint");
  return git("rev-parse", "HEAD");
}

test("the README shows the first of the page's configurations", () => {
  expect(readFileSync(join(root, "README.md"), "utf8")).toContain(`\`\`\`yaml\n${configs[0]?.text}\`\`\`\n`);
});

describe("the files of a commit that siglint gets", () => {
  const [hook, fix] = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"));
  // Python's (?xi): blanks mean nothing, and neither does the case.
  const pattern = new RegExp(hook.files.replace("(?xi)", "").replaceAll(/\s/g, ""), "i");

  test.each([
    "Dockerfile",
    "docker/dockerfile",
    "Dockerfile.dev",
    "Dockerfile-dev",
    "web.Dockerfile",
    "Containerfile",
    "Dockerfile.j2",
    "Dockerfile.dockerignore",
    "docs/Dockerfile.md",
    "Dockerfile.dev~",
    "Dockerfile.dev.orig",
  ])("%s, as a run without paths finds it", (file) => {
    expect(pattern.test(file)).toBe(judgeFound(basename(file)) === "dockerfile" || file === "Dockerfile-dev");
  });

  test.each(["start.sh", "bin/run.bash", "docker/entrypoint", "gradlew"])("%s, a script", (file) => {
    expect(pattern.test(file)).toBe(true);
  });

  test.each(["README.md", "src/main.js", "compose.yaml", ".gitignore"])("%s is not among them", (file) => {
    expect(pattern.test(file)).toBe(false);
  });

  test("both hooks get the same ones", () => {
    expect(fix.files).toBe(hook.files);
  });
});
