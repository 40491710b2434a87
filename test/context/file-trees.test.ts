import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diskTree } from "../../src/context/disk-tree.ts";
import { followLinks } from "../../src/context/links.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";
import { overlayTree } from "../../src/context/overlay-tree.ts";
import { rememberedTree } from "../../src/context/remembered-tree.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "siglint-"));
  // For the user of `withoutPrivileges`, who is not its owner.
  chmodSync(root, 0o755);
  mkdirSync(join(root, "here/docker"), { recursive: true });
  const write = (path: string, content: string | Uint8Array) => writeFileSync(join(root, path), content);
  write("beside", "beside\n");
  write("here/start.sh", "\uFEFFexec app\n");
  write("here/docker/b", "");
  write("here/docker/B", "");
  write("here/program", Uint8Array.of(0x7f, 0x45, 0, 1));
  write("here/latin1", Uint8Array.of(0x65, 0xe9, 0x0a));
  write("here/big", "#".repeat(2 * 1024 * 1024 + 1));
  write("here/locked", "x");
  chmodSync(join(root, "here/start.sh"), 0o755);
  chmodSync(join(root, "here/locked"), 0);
  symlinkSync("../start.sh", join(root, "here/docker/link"));
  symlinkSync("nowhere", join(root, "here/dangling"));
  symlinkSync("round", join(root, "here/round"));
  symlinkSync("docker", join(root, "here/folder-link"));
  execFileSync("mkfifo", [join(root, "here/pipe")]);
});
afterAll(() => rmSync(root, { recursive: true }));

/** The same files as on disk, in memory. */
function memory() {
  return memoryTree(
    {
      "../beside": "beside\n",
      "start.sh": { text: "\uFEFFexec app\n", executable: true },
      "docker/b": "",
      "docker/B": "",
      "docker/link": { link: "../start.sh" },
      dangling: { link: "nowhere" },
      round: { link: "round" },
      "folder-link": { link: "docker" },
      program: "\u007fE\0\u0001",
    },
    "/root/here",
  );
}

describe.each([
  ["disk", () => diskTree(join(root, "here"))],
  ["disk, remembered", () => rememberedTree(diskTree(join(root, "here")))],
  ["memory", memory],
])("a tree on %s", (_, make) => {
  it("tells what stands at a path", () => {
    const tree = make();
    expect(tree.entry("start.sh")).toEqual({ kind: "file", executable: true });
    expect(tree.entry("docker/b")).toEqual({ kind: "file", executable: false });
    expect(tree.entry("docker/link")).toEqual({ kind: "link", target: "../start.sh" });
    expect(tree.entry("../beside")).toEqual({ kind: "file", executable: false });
    for (const path of [".", "..", "docker"]) expect(tree.entry(path)).toEqual({ kind: "directory" });
    for (const path of ["gone", "start.sh/x", "gone/x"])
      expect(tree.entry(path)).toEqual({ kind: "missing" });
  });

  it("reads text, through links too, and keeps the byte order mark", () => {
    const tree = make();
    for (const path of ["start.sh", "docker/link", "folder-link/link"]) {
      expect(tree.read(path)).toEqual({ ok: true, text: "\uFEFFexec app\n" });
    }
    expect(tree.read("../beside")).toEqual({ ok: true, text: "beside\n" });
  });

  it("says why a file gives no text", () => {
    const tree = make();
    expect(tree.read("docker")).toEqual({ ok: false, why: "directory" });
    expect(tree.read("program")).toEqual({ ok: false, why: "binary" });
    for (const path of ["gone", "dangling", "start.sh/x"]) {
      expect(tree.read(path)).toEqual({ ok: false, why: "missing" });
    }
    expect(tree.read("round").ok).toBe(false);
  });

  it("lists a folder by code unit, and nothing where there is no folder", () => {
    const tree = make();
    expect(tree.children("docker")).toEqual([
      { name: "B", kind: "file" },
      { name: "b", kind: "file" },
      { name: "link", kind: "link" },
    ]);
    expect(tree.list("folder-link")).toEqual(["B", "b", "link"]);
    for (const path of ["start.sh", "gone", "round"]) expect(tree.list(path)).toEqual([]);
  });

  it("spells every path in one way", () => {
    const tree = make();
    for (const path of ["./start.sh", "docker/../start.sh", "../here/start.sh", `${tree.cwd}/start.sh`]) {
      expect(tree.locate(path)).toBe("start.sh");
    }
  });

  it("follows links to their end", () => {
    const tree = make();
    expect(followLinks(tree, "docker/link")).toBe("start.sh");
    expect(followLinks(tree, "start.sh")).toBe("start.sh");
    expect(followLinks(tree, "dangling")).toBeNull();
    expect(followLinks(tree, "round")).toBeNull();
  });
});

/** Does something as a user who may not read every file: root becomes `nobody` for as long as that takes. */
function withoutPrivileges<Result>(action: () => Result): Result {
  if (process.getuid?.() !== 0) return action();
  process.seteuid?.(65_534);
  try {
    return action();
  } finally {
    process.seteuid?.(0);
  }
}

describe("on disk only", () => {
  it("does not open a named pipe or a device", () => {
    const tree = diskTree(join(root, "here"));
    expect(tree.entry("pipe")).toEqual({ kind: "other" });
    expect(tree.read("pipe")).toEqual({ ok: false, why: "not-a-file" });
    expect(tree.read(tree.locate("/dev/zero"))).toEqual({ ok: false, why: "not-a-file" });
  });

  it("replaces what is not UTF-8, and leaves huge files alone", () => {
    const tree = diskTree(join(root, "here"));
    expect(tree.read("latin1")).toEqual({ ok: true, text: "e\uFFFD\n" });
    expect(tree.read("big")).toEqual({ ok: false, why: "too-large", beginning: "#".repeat(8 * 1024) });
  });

  it("says that a file cannot be read", () => {
    const tree = diskTree(join(root, "here"));
    const [locked, beside] = withoutPrivileges(() => [tree.read("locked"), tree.read("start.sh")]);
    expect(locked).toEqual({ ok: false, why: "unreadable" });
    expect(beside?.ok).toBe(true);
  });

  it("takes names that no disk has", () => {
    const tree = diskTree(join(root, "here"));
    for (const path of ["a\0b", "x".repeat(5000)]) {
      expect([tree.entry(path), tree.read(path), tree.list(path)]).toEqual([
        { kind: "missing" },
        { ok: false, why: "missing" },
        [],
      ]);
    }
  });
});

describe("an overlay", () => {
  it("puts texts in the place of files, and keeps what else is known of them", () => {
    const tree = overlayTree(memory(), { "./start.sh": "new" });
    expect(tree.read("start.sh")).toEqual({ ok: true, text: "new" });
    expect(tree.read("docker/link")).toEqual({ ok: true, text: "new" });
    expect(tree.entry("start.sh")).toEqual({ kind: "file", executable: true });
    expect(tree.read("../beside")).toEqual({ ok: true, text: "beside\n" });
  });

  it("brings files, with their folders, that are not there", () => {
    const tree = overlayTree(memory(), { "docker/a": "1", "new/Dockerfile": "FROM scratch", "../x/y": "2" });
    expect(tree.list("docker")).toEqual(["B", "a", "b", "link"]);
    expect(tree.entry("new")).toEqual({ kind: "directory" });
    expect(tree.children("new")).toEqual([{ name: "Dockerfile", kind: "file" }]);
    expect(tree.read("../x/y")).toEqual({ ok: true, text: "2" });
    expect(tree.list("..")).toEqual(["beside", "here", "x"]);
  });
});
