import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { engine } from "../../src/cli/load-engine.ts";
import type { Edit, Finding, LintResult } from "../../src/diagnostic.ts";
import { demoFinding } from "../support/finding.ts";
import { runSiglint } from "../support/run-siglint.ts";

vi.mock("node:fs", async (load) => {
  const fs = await load<typeof import("node:fs")>();
  return { ...fs, renameSync: vi.fn(fs.renameSync), writeFileSync: vi.fn(fs.writeFileSync) };
});

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-fix-"));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

const read = (file: string): string => readFileSync(join(cwd, file), "utf8");

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(cwd, file), text, { mode: 0o755 });
}

const fix = () => runSiglint(cwd, ["--fix", "--unsafe-fixes"]);

/** Runs `--fix` with findings of these edits, one each, until a text holds `done`. */
function fixWith(edits: readonly (readonly Edit[])[], atLint: () => void = () => {}) {
  const files = ["a.sh", "b.sh"];
  const lint = ({ texts }: { readonly texts: ReadonlyMap<string, string> }): LintResult => {
    const sources = new Map(files.map((file) => [file, texts.get(file) ?? read(file)]));
    const isDone = [...sources.values()].some((text) => text.includes("done"));
    const findings = isDone ? [] : edits.map((each): Finding => demoFinding({ fix: fixOf(each) }));
    atLint();
    return { findings, problems: [], targets: 1, sources };
  };
  return runSiglint(cwd, ["--fix"], { engine: { ...engine, lint } });
}

function fixOf(edits: readonly Edit[]): Finding["fix"] {
  return { title: "mend", safety: "safe", edits };
}

const put = (file: string, text = "done\n"): Edit => ({ file, start: 0, end: 0, text });

const dockerfile = 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n';

describe("a fix changes nothing but what it must", () => {
  test("indentation, quoting, blanks and comments stay", async () => {
    const script = `#!/bin/bash
if [ -n "$1" ]; then
\t# the port comes from  the platform
\t'my_server'  --port   "$PORT" --motto 'it'"'"'s up'   # until the end
fi
`;
    write({ Dockerfile: dockerfile.replace("]\n", ', "serve"]\n'), "start.sh": script });
    expect((await fix()).code).toBe(0);
    expect(read("start.sh")).toBe(script.replace("'my_server'", "exec 'my_server'"));
  });

  test("in shell form, continuation lines and the comments between them stay", async () => {
    const text = "FROM debian:12\nCMD my_server \\\n  # where it listens\n  --port 80 \\\n\t--verbose\n";
    write({ Dockerfile: text });
    expect((await fix()).code).toBe(0);
    expect(read("Dockerfile")).toBe(
      'FROM debian:12\nCMD ["my_server", \\\n  # where it listens\n  "--port", "80", \\\n\t"--verbose"]\n',
    );
  });

  test("a last line without an end stays without one", async () => {
    write({ Dockerfile: "FROM debian:12\nCMD my_server" });
    expect((await fix()).code).toBe(0);
    expect(read("Dockerfile")).toBe('FROM debian:12\nCMD ["my_server"]');
    write({ Dockerfile: dockerfile, "start.sh": "#!/bin/sh\nmy_server &\nwait" });
    expect((await fix()).code).toBe(0);
    expect(read("start.sh")).toMatch(/\ntrap .+\nwait$/);
  });

  test("a byte order mark stays", async () => {
    write({ Dockerfile: "\uFEFFFROM debian:12\nCMD my_server\n" });
    expect((await fix()).code).toBe(0);
    expect(read("Dockerfile")).toBe('\uFEFFFROM debian:12\nCMD ["my_server"]\n');
  });
});

describe("line ends", () => {
  test("a Dockerfile with CRLF keeps it", async () => {
    write({ Dockerfile: "FROM debian:12\r\nCMD my_server \\\r\n  --port 80\r\n" });
    expect((await fix()).code).toBe(0);
    expect(read("Dockerfile")).toBe('FROM debian:12\r\nCMD ["my_server", \\\r\n  "--port", "80"]\r\n');
  });

  test("--diff shows them as they are", async () => {
    write({ Dockerfile: "FROM debian:12\r\nCMD my_server\r\n" });
    const { out } = await runSiglint(cwd, ["--diff"]);
    expect(out).toContain('\n FROM debian:12\r\n-CMD my_server\r\n+CMD ["my_server"]\r\n');
  });
});

describe("writing", () => {
  beforeEach(() => write({ "a.sh": "one\n", "b.sh": "two\n" }));

  test("a file comes to its new text in one step: a new file takes its place, with its mode", async () => {
    chmodSync(join(cwd, "a.sh"), 0o750);
    const before = statSync(join(cwd, "a.sh")).ino;
    expect((await fixWith([[put("a.sh")]])).err).toBe("Made 1 fix in 1 file.\n");
    expect(read("a.sh")).toBe("done\none\n");
    expect(statSync(join(cwd, "a.sh")).mode & 0o7777).toBe(0o750);
    expect(statSync(join(cwd, "a.sh")).ino).not.toBe(before);
    expect(readdirSync(cwd)).toEqual(["a.sh", "b.sh"]);
  });

  test("where one of the files of a fix has changed since it was read, the fix is not made", async () => {
    const { code, err } = await fixWith([[put("a.sh"), put("b.sh")]], () => write({ "b.sh": "three\n" }));
    expect(code).toBe(2);
    expect(err).toBe(`siglint: b.sh is left alone: it changed while siglint was at work; run it again.
siglint: a.sh is left alone: it goes together with b.sh.
`);
    expect([read("a.sh"), read("b.sh")]).toEqual(["one\n", "three\n"]);
    expect(readdirSync(cwd)).toEqual(["a.sh", "b.sh"]);
  });

  test("a fix of another file is made all the same", async () => {
    const { code, err } = await fixWith([[put("a.sh")], [put("b.sh")]], () => write({ "b.sh": "three\n" }));
    expect(code).toBe(2);
    expect(err).toBe("siglint: b.sh is left alone: it changed while siglint was at work; run it again.\n");
    expect([read("a.sh"), read("b.sh")]).toEqual(["done\none\n", "three\n"]);
  });

  test.each([
    ["EACCES", "siglint may not write there"],
    ["EROFS", "the file system is read-only"],
    ["ENOSPC", "the disk is full"],
    ["EIO", "it cannot be replaced (EIO)"],
  ])("where the new text cannot be written (%s), everything is as before", async (code, why) => {
    vi.mocked(writeFileSync).mockImplementationOnce((path) => {
      if (typeof path === "string") symlinkSync("half written", path);
      throw Object.assign(new Error("/a/path"), { code });
    });
    const { err, out } = await fixWith([[put("a.sh")]]);
    expect(err).toBe(`siglint: a.sh is left alone: ${why}.\n`);
    expect(out).toContain("Found 1 error in 1 target.");
    expect(read("a.sh")).toBe("one\n");
    expect(readdirSync(cwd)).toEqual(["a.sh", "b.sh"]);
  });

  test("where the second file of a fix cannot be replaced, the first is put back", async () => {
    chmodSync(join(cwd, "a.sh"), 0o700);
    const { renameSync: really } = await vi.importActual<typeof import("node:fs")>("node:fs");
    vi.mocked(renameSync)
      .mockImplementationOnce(really)
      .mockImplementationOnce(() => {
        throw Object.assign(new Error("/a/path"), { code: "EBUSY" });
      });
    const { code, err } = await fixWith([[put("a.sh"), put("b.sh")]]);
    expect(code).toBe(2);
    expect(err).toBe(`siglint: b.sh is left alone: it is in use, or a mount of its own.
siglint: a.sh is left alone: it goes together with b.sh.
`);
    expect([read("a.sh"), read("b.sh")]).toEqual(["one\n", "two\n"]);
    expect(statSync(join(cwd, "a.sh")).mode & 0o777).toBe(0o700);
    expect(readdirSync(cwd)).toEqual(["a.sh", "b.sh"]);
  });
});
