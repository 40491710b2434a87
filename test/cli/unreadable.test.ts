import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { installSiglint } from "../support/install-siglint.ts";
import { runSiglint } from "../support/run-siglint.ts";

let installed = "";
let siglint = "";
beforeAll(() => {
  installed = mkdtempSync(join(tmpdir(), "siglint-unreadable-built-"));
  siglint = installSiglint(installed);
});
afterAll(() => rmSync(installed, { recursive: true }));

let cwd = "";
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "siglint-unreadable-")));
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** What a project is made of, each with a fault that would be told if it could be read. */
const PROJECT: Readonly<Record<string, string>> = {
  Dockerfile: 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
  "start.sh": "#!/bin/sh\nmy_server\n",
  "compose.yaml": "services:\n  web:\n    build: .\n    command: my_server\n",
  "k8s/deployment.yaml":
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - {name: a, image: debian, command: [sh, -c, app; true]}\n",
  ".siglint.yaml": "rules:\n  shell-form: off\n",
  ".dockerignore": "*.md\n",
  ".gitignore": "*.log\n",
  ".env": "A=b\n",
};

function writeProject(): void {
  for (const [path, text] of Object.entries(PROJECT)) {
    mkdirSync(join(cwd, path, ".."), { recursive: true });
    writeFileSync(join(cwd, path), text, { mode: 0o755 });
  }
  mkdirSync(join(cwd, ".git"), { recursive: true });
}

const FAULT = /fault of siglint|internal error|at .*\.js:\d+/;

// Root may read everything.
const asNobody = process.getuid?.() === 0 && process.platform === "linux" ? { uid: 65_534, gid: 65_534 } : {};

test.each([...Object.keys(PROJECT), "k8s", "image.tar"])(
  "%s that may not be read is a problem or left out, and breaks nothing",
  (path) => {
    writeProject();
    writeFileSync(join(cwd, "image.tar"), "");
    for (const folder of [cwd, installed]) chmodSync(folder, 0o755);
    chmodSync(join(cwd, path), 0);
    const words = path === "image.tar" ? ["image", path] : ["--format", "json"];
    for (const asked of [words, ["explain"], ["--diff"], [path], [`${path}/in`]]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [siglint, ...asked], {
        cwd,
        ...asNobody,
      });
      expect(`${stdout}${stderr}`).not.toMatch(FAULT);
      expect([0, 1, 2]).toContain(status);
    }
    const { status, stderr } = spawnSync(process.execPath, [siglint, path], { cwd, ...asNobody });
    expect(status, String(stderr)).toBe(2);
    chmodSync(join(cwd, path), 0o755);
  },
);

test("a folder that may not be read is told, on the way too, and what is named in it", () => {
  writeProject();
  for (const folder of [cwd, installed]) chmodSync(folder, 0o755);
  for (const path of ["k8s", ".env"]) chmodSync(join(cwd, path), 0);
  chmodSync(join(cwd, "compose.yaml"), 0o644);
  writeFileSync(join(cwd, "pod.yaml"), "", { mode: 0 });
  const told = (...words: readonly string[]): readonly [number | null, string] => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [siglint, "--format", "unix", ...words], {
      cwd,
      ...asNobody,
    });
    return [status, `${stdout}${stderr}`];
  };
  expect(told("k8s")).toEqual([
    2,
    expect.stringContaining(
      "k8s:1:1: error: cannot be read: check its permissions, or run siglint as somebody who may read it",
    ),
  ]);
  expect(told("k8s/deployment.yaml")).toEqual([
    2,
    expect.stringContaining("cannot be reached: the folder k8s may not be read, check its permissions"),
  ]);
  const [status, around] = told();
  expect(status).toBe(1);
  for (const path of ["k8s", "pod.yaml"])
    expect(around).toContain(
      `${path}:1:1: warning: cannot be read, and what is in it is not looked at: check its permissions, or let .gitignore leave it out`,
    );
  chmodSync(join(cwd, "k8s"), 0o755);
});

test("files that vanish and come back while it is at work break nothing", async () => {
  writeProject();
  const swap = `
    const { renameSync } = require("node:fs");
    for (;;) for (const name of ${JSON.stringify([...Object.keys(PROJECT), "k8s"])}) {
      renameSync(name, ".away");
      renameSync(".away", name);
    }`;
  const child = spawn(process.execPath, ["-e", swap], { cwd, stdio: "ignore" });
  const until = performance.now() + 3000;
  const seen = new Set<number>();
  while (performance.now() < until) {
    for (const words of [["--format", "json"], ["explain"], ["Dockerfile"], ["compose.yaml"], ["--diff"]]) {
      const { code, shown } = await runSiglint(cwd, words);
      expect(shown).not.toMatch(FAULT);
      seen.add(code);
    }
  }
  const end = once(child, "exit");
  child.kill("SIGKILL");
  await end;
  expect([...seen].filter((code) => code > 2)).toEqual([]);
});
