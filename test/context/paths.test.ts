import { describe, expect, it } from "vitest";
import { memoryTree } from "../../src/context/memory-tree.ts";
import { canonicalPath, dirname, isInside, joinPath, relativePath } from "../../src/context/paths.ts";
import { findRepositoryRoot } from "../../src/context/repository-root.ts";

describe("paths relative to the working directory", () => {
  it.each([
    [".", "start.sh", "start.sh"],
    ["docker", "../start.sh", "start.sh"],
    ["docker", "../../start.sh", "../start.sh"],
    ["..", "docker/", "../docker"],
    ["docker", "/start.sh", "docker/start.sh"],
    [".", "/etc/passwd", "etc/passwd"],
    [".", "/", "."],
    ["docker", ".", "docker"],
    ["docker", "..", "."],
  ])("joins %j and %j to %j", (base, path, joined) => {
    expect(joinPath(base, path)).toBe(joined);
  });

  it.each([
    ["docker/start.sh", "docker"],
    ["start.sh", "."],
    [".", ".."],
    ["..", "../.."],
    ["../x", ".."],
  ])("the folder of %j is %j", (path, folder) => {
    expect(dirname(path)).toBe(folder);
  });

  it.each([
    ["docker", "docker/a/b", "a/b"],
    [".", "../x", "../x"],
    ["..", "x", "here/x"],
    ["../..", ".", "repo/here"],
    ["a", "a", "."],
    ["../a", "b", "../here/b"],
  ])("from %j to %j is %j", (from, to, way) => {
    expect(relativePath(from, to, "/home/repo/here")).toBe(way);
  });

  it.each([
    [".", "a/b", true],
    [".", "..", false],
    ["..", ".", true],
    ["..", "../a", true],
    ["..", "../../a", false],
    ["../..", "..", true],
    ["a", "a", true],
    ["a", "ab", false],
    ["../a", "../a/b", true],
    ["../a", "b", false],
    ["..a", "b", false],
  ])("below %j lies %j: %j", (root, path, inside) => {
    expect(isInside(root, path)).toBe(inside);
  });

  it.each([
    ["./docker//start.sh", "docker/start.sh"],
    ["../here/start.sh", "start.sh"],
    ["/home/repo/here/start.sh", "start.sh"],
    ["/home/repo", ".."],
    ["/etc/x", "../../../etc/x"],
    ["", "."],
  ])("%j is spelled %j", (path, spelling) => {
    expect(canonicalPath(path, "/home/repo/here")).toBe(spelling);
  });
});

describe("the repository root", () => {
  const cwd = "/home/repo/here";
  it.each([
    ["a folder .git above", { "../.git/HEAD": "", "a/x": "" }, "a", ".."],
    [
      "the file .git of a submodule",
      { "../.git/HEAD": "", "a/.git": "gitdir: ../.git/modules/a" },
      "a/b",
      "a",
    ],
    ["the folder itself", { ".git/HEAD": "" }, ".", "."],
    ["beside the working directory", { "../other/.git/HEAD": "" }, "../other/x", "../other"],
    ["none up to the root", { "a/x": "" }, "a", null],
  ])("%s", (_, files: Record<string, string>, from, root) => {
    expect(findRepositoryRoot(memoryTree(files, cwd), from)).toBe(root);
  });
});
