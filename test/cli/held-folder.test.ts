import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { holdFolder } from "../../src/cli/write/held-folder.ts";

let cwd = "";
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "siglint-held-")));
});
afterEach(() => rmSync(cwd, { recursive: true }));

describe("the folder that is written in", () => {
  test("stays the one that was looked at, though a link takes its place", () => {
    mkdirSync(join(cwd, "project/scripts"), { recursive: true });
    mkdirSync(join(cwd, "elsewhere"));
    const folder = holdFolder(join(cwd, "project"), "scripts");
    if ("why" in folder) throw new Error(folder.why);
    renameSync(join(cwd, "project/scripts"), join(cwd, "project/before"));
    symlinkSync("../elsewhere", join(cwd, "project/scripts"));
    if (process.platform === "linux") {
      writeFileSync(folder.path("start.sh"), "mended\n");
      expect(readFileSync(join(cwd, "project/before/start.sh"), "utf8")).toBe("mended\n");
    }
    folder.close();
    expect(readdirSync(join(cwd, "elsewhere"))).toEqual([]);
  });

  test("is none that a link leads to", () => {
    mkdirSync(join(cwd, "elsewhere/deep"), { recursive: true });
    symlinkSync("elsewhere", join(cwd, "way"));
    expect(holdFolder(cwd, "way/deep")).toEqual({ why: "way is a symbolic link" });
    expect(holdFolder(join(cwd, "elsewhere"), "../way")).toEqual({ why: "../way is a symbolic link" });
  });
});
