import { afterEach, expect, test } from "vitest";
import { startEditor, type TestEditor } from "./client.ts";

const files = {
  "compose.yaml": `services:
  web:
    build: ./web
    command: sh -c "echo up; my_demo_svr --port 80"
  worker:
    build: ./web
`,
  "compose.override.yaml": `services:
  worker:
    command: sh -c "my_worker; true"
`,
  "web/Dockerfile": `FROM debian:12-slim
COPY start.sh /
ENTRYPOINT ["/start.sh"]
`,
  "web/start.sh": `#!/bin/sh
exec "$@"
`,
};

const editors: TestEditor[] = [];
afterEach(async () => {
  for (const editor of editors.splice(0)) await editor.shutDown();
});

async function start(): Promise<TestEditor> {
  const editor = await startEditor(files);
  editors.push(editor);
  return editor;
}

test("an open compose file has its diagnostics, and so has its override", async () => {
  const editor = await start();
  editor.open("compose.yaml");
  const { diagnostics } = await editor.diagnostics("compose.yaml");
  expect(diagnostics.map(({ code, range }) => [code, range.start])).toEqual([
    ["sh-c-without-exec", { line: 3, character: 29 }],
  ]);
  const over = await editor.diagnostics("compose.override.yaml");
  expect(over.diagnostics.map(({ code }) => code)).toEqual(["sh-c-without-exec"]);
});

test("an override that is open alone is judged with what it lies over", async () => {
  const editor = await start();
  editor.open("compose.override.yaml");
  await editor.diagnostics("compose.override.yaml", ({ diagnostics }) => diagnostics.length === 1);
  editor.type("compose.override.yaml", "my_worker; true", "exec my_worker");
  await editor.diagnostics("compose.override.yaml", ({ diagnostics }) => diagnostics.length === 0);
});

test("hovering over a service, its command or its build tells what a stop does to it", async () => {
  const editor = await start();
  editor.open("compose.yaml");
  await editor.diagnostics("compose.yaml");
  const shown = async (at: string) => JSON.stringify(await editor.hover("compose.yaml", at));
  expect(await shown("web:")).toContain("**lost**");
  expect(await shown("command")).toContain("my_demo_svr");
  expect(await shown("worker")).toContain("my_worker");
  expect(await shown("services")).toBe("null");
});
