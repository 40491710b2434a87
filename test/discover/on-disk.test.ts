import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diskTree } from "../../src/context/disk-tree.ts";
import { discover } from "../../src/discover/discover.ts";

describe("on disk", () => {
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "siglint-"));
    mkdirSync(join(root, "repo/.git"), { recursive: true });
    mkdirSync(join(root, "repo/here/locked"), { recursive: true });
    writeFileSync(join(root, "repo/.gitignore"), "/here/out\n");
    writeFileSync(join(root, "repo/here/Dockerfile"), "FROM scratch\n");
    writeFileSync(join(root, "repo/here/start.sh"), "exec app\n");
    mkdirSync(join(root, "repo/here/out"));
    writeFileSync(join(root, "repo/here/out/Dockerfile"), "FROM scratch\n");
    writeFileSync(join(root, "repo/Dockerfile"), "FROM scratch\n");
    symlinkSync("..", join(root, "repo/here/up"));
    symlinkSync("round", join(root, "repo/here/round"));
    execFileSync("mkfifo", [join(root, "repo/here/Dockerfile.pipe"), join(root, "repo/here/pipe")]);
    chmodSync(join(root, "repo/here/locked"), 0);
  });
  afterAll(() => {
    chmodSync(join(root, "repo/here/locked"), 0o755);
    rmSync(root, { recursive: true });
  });

  it("walks past pipes, loops of links and locked folders", () => {
    const { targets, problems } = discover([], diskTree(join(root, "repo/here")));
    expect(targets.map((target) => target.file)).toEqual(["Dockerfile"]);
    // Root may go into it.
    expect(problems.map(({ file }) => file)).toEqual(process.getuid?.() === 0 ? [] : ["locked"]);
  });

  it("brings in Dockerfiles from above for a script", () => {
    const { targets } = discover([join(root, "repo/here/start.sh")], diskTree(join(root, "repo/here")));
    expect(targets.map((target) => target.file)).toEqual(["../Dockerfile", "Dockerfile"]);
  });

  it("says how to read a manifest that is too large for a file", () => {
    writeFileSync(join(root, "repo/all.yaml"), "a: 1\n".repeat(500_000));
    const { problems } = discover(["all.yaml"], diskTree(join(root, "repo")));
    expect(problems.map(({ message }) => message)).toEqual([
      "larger than 2 MiB, more than siglint reads of a file: split it, or try `siglint --kind kubernetes - <all.yaml`",
    ]);
  });

  it("says what it leaves out on the way, since it is too large, where that may start something", () => {
    const folder = join(root, "repo/large");
    mkdirSync(folder);
    const filler = "# ...\n".repeat(400_000);
    writeFileSync(join(folder, "all.yaml"), `apiVersion: v1\nkind: List\n${filler}`);
    writeFileSync(join(folder, "lock.yaml"), `lockfileVersion: 9\n${filler}`);
    writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n");
    const { targets, problems } = discover(["."], diskTree(folder));
    rmSync(folder, { recursive: true });
    expect(targets.map(({ file }) => file)).toEqual(["Dockerfile"]);
    expect(problems).toEqual([
      {
        file: "all.yaml",
        span: null,
        message:
          "is larger than 2 MiB, more than siglint reads of a file, and the manifests in it are not looked at: split it, or try `siglint --kind kubernetes - <all.yaml`",
      },
    ]);
  });

  it("says what a pipe is, a link that goes round, and what nobody can look at", () => {
    const named = ["pipe", "round", "Dockerfile/x", "n".repeat(300)];
    const { problems } = discover(named, diskTree(join(root, "repo/here"), named));
    const missing = "no such file or folder: check the spelling; paths are relative to the current directory";
    expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      `Dockerfile/x: ${missing}`,
      `${"n".repeat(300)}: ${missing}`,
      "pipe: neither a file nor a folder: name a Dockerfile, a script or a folder; - reads a Dockerfile from standard input",
      "round: a symbolic link to round, which leads nowhere: mend the link or leave it out",
    ]);
  });
});
