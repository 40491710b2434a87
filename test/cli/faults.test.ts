import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { installSiglint } from "../support/install-siglint.ts";

let installed = "";
let siglint = "";
beforeAll(() => {
  installed = mkdtempSync(join(tmpdir(), "siglint-faults-built-"));
  siglint = installSiglint(installed);
});
afterAll(() => rmSync(installed, { recursive: true }));

let cwd = "";
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "siglint-faults-")));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const PADDING = "# what this does\n".repeat(2000);
const BEFORE = `FROM debian:12\n${PADDING}CMD my_server\n`;
const AFTER = `FROM debian:12\n${PADDING}CMD ["my_server"]\n`;

function writeDockerfiles(count: number, folder = cwd): void {
  for (let index = 0; index < count; index++) {
    mkdirSync(join(folder, `s${index}`), { recursive: true });
    writeFileSync(join(folder, `s${index}`, "Dockerfile"), BEFORE);
  }
}

/** What the Dockerfiles hold now, and the names that do not belong there. */
function found(): { readonly texts: readonly string[]; readonly strangers: readonly string[] } {
  const files = readdirSync(cwd, { recursive: true, encoding: "utf8" });
  const dockerfiles = files.filter((file) => file.endsWith("Dockerfile"));
  return {
    texts: dockerfiles.map((file) => readFileSync(join(cwd, file), "utf8")),
    strangers: files.filter((file) => file.includes(".siglint-")),
  };
}

function run(...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [siglint, ...words], { cwd, stdio: ["ignore", "ignore", "pipe"] });
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
}

/** Waits until the first file has its new text. */
async function firstWritten(child: ChildProcess): Promise<void> {
  while (child.exitCode === null && !found().texts.includes(AFTER)) await sleep(1);
}

describe("a run of --fix that is ended", () => {
  test("by SIGKILL: what it leaves is taken away by the next one, and what another is at work on is not", async () => {
    writeDockerfiles(2);
    const [left, fresh] = ["s0/.siglint-0123456789ab", "s0/.siglint-ba9876543210"];
    for (const name of [left, fresh]) writeFileSync(join(cwd, name), "FROM");
    utimesSync(join(cwd, left), new Date(), new Date(Date.now() - 120_000));
    await ended(run("--fix"));
    expect(found()).toEqual({ texts: [AFTER, AFTER], strangers: [fresh] });
  });

  test("by SIGKILL: each file is the old one or the new one", async () => {
    writeDockerfiles(60);
    const child = run("--fix");
    const end = ended(child);
    await firstWritten(child);
    child.kill("SIGKILL");
    await end;
    expect(found().texts.filter((text) => text !== BEFORE && text !== AFTER)).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "by %s: the same, and nothing else stays",
    async (name) => {
      writeDockerfiles(60);
      const child = run("--fix");
      const end = ended(child);
      await firstWritten(child);
      child.kill(name);
      expect((await end).signal).toBe(name);
      const { texts, strangers } = found();
      expect(texts.filter((text) => text !== BEFORE && text !== AFTER)).toEqual([]);
      expect(strangers).toEqual([]);
    },
  );
});

test("Ctrl-C ends a run that is at work at once", async () => {
  writeDockerfiles(500);
  const child = run("--format", "json");
  const end = ended(child);
  await sleep(100);
  child.kill("SIGINT");
  expect(await end).toEqual({ code: null, signal: "SIGINT" });
});

test("two runs of --fix at once mend all, and neither breaks a file", async () => {
  writeDockerfiles(40);
  await Promise.all([ended(run("--fix")), ended(run("--fix"))]);
  const { texts, strangers } = found();
  expect(texts.filter((text) => text !== AFTER)).toEqual([]);
  expect(strangers).toEqual([]);
});

test("a reader that has seen enough ends it quietly", () => {
  writeDockerfiles(200);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a variable of bash
  const line = '"$1" "$2" --format json | head -c 10; echo "${PIPESTATUS[0]}" >&2';
  const { stdout, stderr } = spawnSync("bash", ["-c", line, "bash", process.execPath, siglint], { cwd });
  expect(String(stdout)).toBe('{\n  "versi');
  expect(String(stderr)).toBe("1\n");
});

test("a pipe that does not wait, and a slow reader: all of it comes through", async () => {
  writeDockerfiles(200);
  const pipe = join(cwd, "pipe");
  execFileSync("mkfifo", [pipe]);
  const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  const child = spawn(process.execPath, [siglint, "--format", "json"], {
    cwd,
    stdio: ["ignore", fd, "ignore"],
  });
  await sleep(1500);
  const reader = spawn("cat", [pipe], { stdio: ["ignore", "pipe", "ignore"] });
  const isRead = new Promise((resolve) => reader.on("close", resolve));
  const chunks: Buffer[] = [];
  reader.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  closeSync(fd);
  expect(await ended(child)).toEqual({ code: 1, signal: null });
  await isRead;
  const { stdout } = spawnSync(process.execPath, [siglint, "--format", "json"], { cwd });
  expect(stdout.length).toBeGreaterThan(65_536);
  expect(Buffer.concat(chunks).equals(stdout)).toBe(true);
});

test.skipIf(process.platform !== "linux")("output that finds no place is an error", () => {
  writeDockerfiles(1);
  const full = openSync("/dev/full", "w");
  const { status } = spawnSync(process.execPath, [siglint], { cwd, stdio: ["ignore", full, "pipe"] });
  closeSync(full);
  expect(status).toBe(2);
});

test("a language server ends with its client, in the middle of a message too", () => {
  const input = "Content-Length: 99999999999999\r\n\r\n{}";
  const { status } = spawnSync(process.execPath, [siglint, "lsp"], { cwd, input, timeout: 20_000 });
  expect(status).toBe(1);
});

test.skipIf(process.platform === "win32")("a working directory that is gone is told", () => {
  const line = 'mkdir gone && cd gone && rmdir ../gone && exec "$1" "$2" --help';
  const { status, stderr } = spawnSync("sh", ["-c", line, "sh", process.execPath, siglint], { cwd });
  expect(String(stderr)).toBe("siglint: The working directory is no longer there: change to one that is.\n");
  expect(status).toBe(2);
});

const isRoot = process.getuid?.() === 0 && process.platform === "linux";

test.skipIf(!isRoot)("on a full disk the files stay as they are", () => {
  const disk = join(cwd, "disk");
  mkdirSync(disk);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]);
  try {
    writeDockerfiles(3, disk);
    spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "fill")}`, "bs=4k"]);
    const { status, stderr } = spawnSync(process.execPath, [siglint, "--fix"], { cwd });
    expect(status).toBe(2);
    expect(String(stderr)).toContain("disk/s0/Dockerfile is left alone: the disk is full.");
    expect(found()).toEqual({ texts: [BEFORE, BEFORE, BEFORE], strangers: [] });
  } finally {
    execFileSync("umount", [disk]);
  }
});

test.skipIf(!isRoot)("as PID 1 of a container it ends on the stop signal", async () => {
  const words = ["--pid", "--fork", "--kill-child", process.execPath, siglint, "-"];
  const outer = spawn("unshare", words, { cwd, stdio: ["pipe", "ignore", "inherit"] });
  const end = ended(outer);
  let inner = "";
  while (inner === "") {
    await sleep(50);
    inner = readFileSync(`/proc/${outer.pid}/task/${outer.pid}/children`, "utf8").trim();
  }
  // It has to be at the point where it waits for what it is to read.
  await sleep(2000);
  process.kill(Number(inner), "SIGTERM");
  expect(await end).toEqual({ code: 143, signal: null });
});

test.skipIf(process.platform !== "linux")("names that are not UTF-8 are told, each once", () => {
  const named = (name: string) => Buffer.concat([Buffer.from(`${cwd}/${name}`), Buffer.from([0xff])]);
  writeDockerfiles(1);
  writeFileSync(named("Dockerfile."), "FROM debian:12\nCMD app\n");
  mkdirSync(named("folder"));
  const { status, stdout } = spawnSync(process.execPath, [siglint, "--format", "unix"], { cwd });
  expect(String(stdout)).toContain("s0/Dockerfile:");
  expect(String(stdout).match(/.*UTF-8.*/g)).toEqual([
    expect.stringContaining(
      "Dockerfile.\uFFFD:1:1: warning: has a name that is not UTF-8, which siglint cannot read: rename it",
    ),
    expect.stringContaining(
      "folder\uFFFD:1:1: warning: has a name that is not UTF-8, which siglint cannot read, and what is in it",
    ),
  ]);
  expect(status).toBe(1);
});

test.skipIf(process.platform === "win32")(
  "a pipe in the place of a file does not hold --fix up",
  async () => {
    writeDockerfiles(1, join(cwd, "here"));
    const file = join(cwd, "here/s0/Dockerfile");
    const pipe = join(cwd, "pipe");
    execFileSync("mkfifo", [pipe]);
    const swap = `
    const { renameSync } = require("node:fs");
    const [file, pipe] = process.argv.slice(1);
    for (;;) {
      try { renameSync(file, file + ".away"); renameSync(pipe, file); } catch {}
      try { renameSync(file, pipe); renameSync(file + ".away", file); } catch {}
    }`;
    const child = spawn(process.execPath, ["-e", swap, file, pipe], { cwd, stdio: "ignore" });
    for (let round = 0; round < 15; round++) {
      const { signal } = spawnSync(process.execPath, [siglint, "--fix", "here"], { cwd, timeout: 10_000 });
      expect(signal).toBeNull();
    }
    const end = ended(child);
    child.kill("SIGKILL");
    await end;
  },
);
