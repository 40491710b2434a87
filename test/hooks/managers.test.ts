import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { snippetsOf } from "../docs/snippets.ts";
import { bad, good, root, type ScratchRepository, scratchRepository } from "./scratch-repository.ts";

const snippets = snippetsOf("docs/commit-hooks.md");
const tools = join(root, "test/hooks/tools/node_modules/.bin");

const required = process.env.SIGLINT_LAB === "required";
const areThere = ["husky", "lefthook"].every((name) => existsSync(join(tools, name)));
if (required && !areThere) {
  throw new Error(
    "SIGLINT_LAB=required, but there is neither husky nor lefthook: npm ci --prefix test/hooks/tools",
  );
}

let dist = "";
beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), "siglint-dist-"));
  execFileSync(process.execPath, [join(root, "scripts/build.mjs"), dist, "--no-types"]);
});
afterAll(() => rmSync(dist, { recursive: true }));

let project: ScratchRepository;
beforeEach(() => {
  project = scratchRepository();
  project.write(".gitignore", "node_modules\n");
  project.write("package.json", "{}\n");
  mkdirSync(join(project.folder, "node_modules/.bin"), { recursive: true });
  symlinkSync(join(dist, "cli.cjs"), join(project.folder, "node_modules/.bin/siglint"));
  for (const name of ["husky", "lefthook"])
    symlinkSync(join(tools, name), join(project.folder, "node_modules/.bin", name));
});
afterEach(() => project.remove());

function write(name: string, index = 0): void {
  const snippet = snippets.filter(({ file }) => file === name)[index];
  project.write(name, snippet?.text ?? "", name.endsWith(".yml") ? 0o644 : 0o755);
}

async function expectToRefuse(): Promise<void> {
  expect(await project.commit()).toMatchObject({ code: 0 });
  project.write("start.sh", bad);
  expect(await project.commit()).toMatchObject({
    code: 1,
    shown: expect.stringContaining("start.sh:5:1 error missing-exec"),
  });
  project.write("start.sh", good.replace("\nexec", "\n# The service\nexec"));
  expect(await project.commit()).toMatchObject({ code: 0 });
}

test("a hook of one's own", async () => {
  write("hooks/pre-commit");
  await project.run("git", ["config", "core.hooksPath", "hooks"]);
  await expectToRefuse();
});

describe.skipIf(!areThere)("managers of hooks", () => {
  test("husky", async () => {
    write(".husky/pre-commit");
    expect(await project.run("npx", ["--no-install", "husky"])).toMatchObject({ code: 0 });
    await expectToRefuse();
  });

  test("lefthook", async () => {
    write("lefthook.yml");
    expect(await project.run("npx", ["--no-install", "lefthook", "install"])).toMatchObject({ code: 0 });
    await expectToRefuse();
  });

  test("lefthook, with fixes", async () => {
    write("lefthook.yml", 1);
    expect(await project.run("npx", ["--no-install", "lefthook", "install"])).toMatchObject({ code: 0 });
    project.write("start.sh", bad);
    expect(await project.commit()).toMatchObject({ code: 0 });
    expect(project.read("start.sh")).toBe(good);
    expect((await project.run("git", ["status", "--short"])).shown).toBe("");
  });
});
