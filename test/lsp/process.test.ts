import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installSiglint } from "../support/install-siglint.ts";
import { modernClient, serverProcess, startEditor } from "./client.ts";

let installed = "";
let siglint = "";
beforeAll(() => {
  installed = mkdtempSync(join(tmpdir(), "siglint-lsp-built-"));
  siglint = installSiglint(installed);
});
afterAll(() => rmSync(installed, { recursive: true }));

const files = {
  Dockerfile: 'FROM debian:12-slim\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
  "start.sh": "#!/bin/sh\nmy_demo_svr\n",
};

/** An editor that talks to the built command, and the process of it. */
async function startProcess(argv: readonly string[] = ["lsp"]) {
  let child: ChildProcess | null = null;
  const server = serverProcess(siglint, argv, (started) => {
    child = started;
  });
  const editor = await startEditor(files, modernClient, server);
  const process = (): ChildProcess => {
    if (child === null) throw new Error("It was not started.");
    return child;
  };
  return { editor, process };
}

test.each([[["lsp"]], [["lsp", "--stdio"]]])("the built command serves: siglint %j", async (argv) => {
  const { editor } = await startProcess(argv);
  editor.open("start.sh");
  const { diagnostics } = await editor.diagnostics("start.sh");
  expect(diagnostics.map(({ code }) => code)).toEqual(["missing-exec"]);
  expect(diagnostics[0]?.codeDescription?.href).toMatch(/siglint-lsp-built-.*\/rules\/missing-exec\.md$/);
  const page = await editor.hover("start.sh", "my_demo_svr");
  expect(page?.contents).toMatchObject({ value: expect.stringContaining("# missing-exec") });
  await editor.shutDown();
  expect(await editor.exited).toBe(0);
});

test("SIGTERM ends it at once, in peace", async () => {
  const { editor, process } = await startProcess();
  editor.open("start.sh");
  await editor.diagnostics("start.sh");
  process().kill("SIGTERM");
  expect(await editor.exited).toBe(0);
  expect(process().signalCode).toBeNull();
});

test("a client that is gone without a word ends it", async () => {
  const { editor, process } = await startProcess();
  editor.open("start.sh");
  await editor.diagnostics("start.sh");
  process().stdin?.end();
  expect(await editor.exited).toBe(1);
});

test("what is no message is no reason to hang or to throw", async () => {
  const child = spawn(siglint, ["lsp"], { stdio: ["pipe", "pipe", "pipe"] });
  const err: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin.end("Content-Length: 12\r\n\r\nno json here");
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(1);
  expect(String(Buffer.concat(err))).not.toContain("    at ");
});

test("paths are refused with the reason", () => {
  expect(() => execFileSync(siglint, ["lsp", "web"], { stdio: "pipe" })).toThrow(
    "siglint lsp takes no paths: the editor tells it what is open.",
  );
});
