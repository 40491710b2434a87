import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { median } from "./processes.mjs";

const targets = 1000;
const keystrokes = 60;

/** From a keystroke in a script to what the language server says of it, in a workspace that it has been through. */
export async function editing(room) {
  const folder = room.tree(targets);
  const server = spawn(process.execPath, [...room.again, "lsp"], { cwd: folder });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const heard = hearDiagnostics(connection);
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "bench" }],
  });
  await connection.sendNotification("initialized", {});

  const path = join(folder, "service-500", "start.sh");
  const uri = pathToFileURL(path).href;
  const text = readFileSync(path, "utf8");
  const textDocument = { uri, languageId: "shellscript", version: 1, text };
  await connection.sendNotification("textDocument/didOpen", { textDocument });
  // Who hovers is answered once all is judged that may start the script.
  const position = { line: 1, character: 0 };
  await connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
  const times = [];
  for (let version = 2; version < keystrokes + 2; version++) {
    const start = performance.now();
    const contentChanges = [{ text: `${text}# ${"x".repeat(version)}\n` }];
    const answered = heard.version(uri, version);
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges,
    });
    await answered;
    times.push(performance.now() - start);
  }
  server.stdin.end();
  server.kill();
  const middle = median(times);
  const figure = `${middle.toFixed(0)} ms, 20 ms of it waiting for more`;
  return [
    { what: "a keystroke among 1,000 targets", figure, goal: "below 50 ms (median)", isMet: middle < 50 },
  ];
}

function hearDiagnostics(connection) {
  const waiting = new Map();
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, version }) => {
    waiting.get(`${uri} ${version}`)?.();
  });
  return { version: (uri, version) => new Promise((done) => waiting.set(`${uri} ${version}`, done)) };
}
