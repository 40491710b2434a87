import { afterEach, expect, test } from "vitest";
import { DiagnosticSeverity, ErrorCodes, FileChangeType } from "vscode-languageserver";
import { startEditor, type TestEditor } from "./client.ts";

const dockerfile = `FROM debian:12-slim
COPY start.sh /
ENTRYPOINT ["/start.sh"]
`;
const script = `#!/bin/sh
echo "grüße 🐳"; my_demo_svr --port 80
`;
const files = { "web/Dockerfile": dockerfile, "web/start.sh": script };

const editors: TestEditor[] = [];
afterEach(async () => {
  for (const editor of editors.splice(0)) await editor.shutDown();
});

async function start(...args: Parameters<typeof startEditor>): Promise<TestEditor> {
  const editor = await startEditor(...args);
  editors.push(editor);
  return editor;
}

test("a script is judged through the Dockerfile that starts it; columns are UTF-16, the way there is related", async () => {
  const editor = await start(files);
  editor.open("web/start.sh");
  const { version, diagnostics } = await editor.diagnostics("web/start.sh");
  expect(version).toBe(1);
  expect(diagnostics).toEqual([
    {
      range: { start: { line: 1, character: 17 }, end: { line: 1, character: 38 } },
      severity: DiagnosticSeverity.Error,
      source: "siglint",
      code: "missing-exec",
      codeDescription: { href: expect.stringMatching(/^file:.*\/rules\/missing-exec\.md$/) },
      message: expect.stringMatching(/^my_demo_svr is a child of .+\nhelp: start it with `exec my_demo_svr/),
      relatedInformation: [
        {
          location: {
            uri: editor.uri("web/Dockerfile"),
            range: { start: { line: 2, character: 0 }, end: { line: 2, character: 24 } },
          },
          message: "PID 1 is /start.sh",
        },
      ],
    },
  ]);
});

test("a Dockerfile brings up what its script is about, though that is not open; closing it takes that back", async () => {
  const editor = await start(files);
  editor.open("web/Dockerfile");
  const found = await editor.diagnostics("web/start.sh");
  expect(found.diagnostics.map(({ code }) => code)).toEqual(["missing-exec"]);
  expect(found.version).toBeUndefined();
  editor.close("web/Dockerfile");
  await editor.diagnostics("web/start.sh", ({ diagnostics }) => diagnostics.length === 0);
});

test("buffers count, saved or not: that of the script, and that of the Dockerfile beside it", async () => {
  const editor = await start(files);
  editor.open("web/start.sh");
  await editor.diagnostics("web/start.sh");
  editor.type("web/start.sh", "my_demo_svr", "exec my_demo_svr");
  const { version } = await editor.diagnostics("web/start.sh", ({ diagnostics }) => diagnostics.length === 0);
  expect(version).toBe(2);
  editor.open("web/Dockerfile");
  editor.type("web/Dockerfile", '["/start.sh"]', "/start.sh && echo bye");
  const after = await editor.diagnostics("web/Dockerfile", ({ diagnostics }) => diagnostics.length > 0);
  expect(after.diagnostics.map(({ code }) => code)).toContain("shell-form");
});

test("a fix is an edit of the version it was made for, and the finding goes with it", async () => {
  const editor = await start(files);
  editor.open("web/start.sh");
  const { diagnostics } = await editor.diagnostics("web/start.sh");
  // Anywhere on the line will do.
  const [fix, ...others] = await editor.actions("web/start.sh", "echo");
  expect(fix).toMatchObject({
    title: "Put `exec` in front of my_demo_svr",
    kind: "quickfix",
    isPreferred: true,
    diagnostics,
    edit: { documentChanges: [{ textDocument: { uri: editor.uri("web/start.sh"), version: 1 } }] },
  });
  expect(others.map(({ title }) => title)).toEqual([
    "Make all safe fixes in this file",
    "Ignore missing-exec here",
  ]);
  editor.apply(fix?.edit);
  expect(editor.text("web/start.sh")).toBe(script.replace("my_demo_svr", "exec my_demo_svr"));
  await editor.diagnostics("web/start.sh", (published) => published.diagnostics.length === 0);
  expect(await editor.actions("web/start.sh", "my_demo_svr")).toEqual([]);
});

test("a fix that changes more is offered, but says so and is not the preferred one", async () => {
  const text = "#!/bin/sh\nmy_demo_svr &\nwait\n";
  const editor = await start({ ...files, "web/start.sh": text });
  editor.open("web/start.sh");
  await editor.diagnostics("web/start.sh");
  const actions = await editor.actions("web/start.sh", "my_demo_svr", ["quickfix"]);
  expect(actions[0]).toMatchObject({
    title: "Pass SIGTERM on in a trap, and wait (changes more than the way of the signal)",
    isPreferred: false,
  });
  expect(await editor.actions("web/start.sh", "my_demo_svr", ["source.fixAll"])).toEqual([]);
});

test("fix-all makes what is safe in this file, and leaves other files to themselves", async () => {
  const editor = await start({
    Dockerfile: "FROM debian:12-slim\nCOPY *.sh /\nENTRYPOINT /start.sh\n",
    "start.sh": "#!/bin/sh\nset -e\n/serve.sh\n",
    "serve.sh": "#!/bin/sh\nmy_demo_svr\n",
  });
  for (const path of ["Dockerfile", "start.sh", "serve.sh"]) editor.open(path);
  for (const path of ["start.sh", "serve.sh", "Dockerfile"]) {
    for (const { edit, kind } of await editor.actions(path, editor.text(path), ["source.fixAll"])) {
      expect(kind).toBe("source.fixAll.siglint");
      expect(edit?.documentChanges).toHaveLength(1);
      editor.apply(edit);
    }
  }
  await editor.diagnostics("serve.sh", ({ diagnostics }) => diagnostics.length === 0);
  expect(editor.text("serve.sh")).toBe("#!/bin/sh\nexec my_demo_svr\n");
  expect(editor.text("start.sh")).toBe("#!/bin/sh\nset -e\nexec /serve.sh\n");
  expect(editor.text("Dockerfile")).toContain('ENTRYPOINT ["/start.sh"]\n');
});

test("an ignore comment goes above the line, with the blanks of it, where that is possible", async () => {
  const text = "#!/bin/sh\nif true; then\n\tmy_demo_svr\nfi\n";
  const editor = await start({ ...files, "web/start.sh": text });
  editor.open("web/start.sh");
  const actions = await editor.actions("web/start.sh", "my_demo_svr", ["quickfix"]);
  const ignore = actions.find(({ title }) => title === "Ignore missing-exec here");
  editor.apply(ignore?.edit);
  expect(editor.text("web/start.sh")).toBe(
    text.replace("\tmy_demo_svr", "\t# siglint ignore=missing-exec -- \n\tmy_demo_svr"),
  );
  await editor.diagnostics("web/start.sh", ({ diagnostics }) => diagnostics.length === 0);
});

test("in the middle of a command a comment would end it, so it goes behind", async () => {
  const text = "#!/bin/sh\nmkdir -p /data \\\n  && my_demo_svr --port 80\n";
  const editor = await start({ ...files, "web/start.sh": text });
  editor.open("web/start.sh");
  const actions = await editor.actions("web/start.sh", "my_demo_svr", ["quickfix"]);
  const ignore = actions.find(({ title }) => title === "Ignore missing-exec here");
  editor.apply(ignore?.edit);
  expect(editor.text("web/start.sh")).toBe(text.replace("80", "80 # siglint ignore=missing-exec -- "));
});

test("in a Dockerfile the comment goes above the whole instruction", async () => {
  const text = "FROM debian:12-slim\r\nCMD mkdir -p /data && \\\r\n  my_demo_svr\r\n";
  const editor = await start({ Dockerfile: text });
  editor.open("Dockerfile");
  const { diagnostics } = await editor.diagnostics("Dockerfile");
  expect(diagnostics.map(({ code }) => code)).toEqual(["shell-form"]);
  const actions = await editor.actions("Dockerfile", "my_demo_svr", ["quickfix"]);
  editor.apply(actions.find(({ title }) => title === "Ignore shell-form here")?.edit);
  expect(editor.text("Dockerfile")).toBe(text.replace("CMD", "# siglint ignore=shell-form -- \r\nCMD"));
});

test("hover shows the page of the rule on a finding, and the outcome on ENTRYPOINT", async () => {
  const editor = await start(files);
  editor.open("web/start.sh");
  editor.open("web/Dockerfile");
  const rule = await editor.hover("web/start.sh", "my_demo_svr");
  expect(rule?.contents).toMatchObject({
    kind: "markdown",
    value: expect.stringContaining("# missing-exec"),
  });
  const outcome = await editor.hover("web/Dockerfile", "ENTRYPOINT");
  expect(outcome?.contents).toMatchObject({
    value: expect.stringMatching(/^\*\*lost\*\*: [\s\S]+```text\n[\s\S]+start\.sh \(dash\), PID 1/),
  });
  expect(await editor.hover("web/Dockerfile", "COPY")).toBeNull();
});

test("an editor that shows no markdown, related places or links gets plain text", async () => {
  const editor = await start(files, { textDocument: { hover: {} } });
  editor.open("web/start.sh");
  const { diagnostics } = await editor.diagnostics("web/start.sh");
  expect(diagnostics[0]).not.toHaveProperty("relatedInformation");
  expect(diagnostics[0]).not.toHaveProperty("codeDescription");
  const rule = await editor.hover("web/start.sh", "my_demo_svr");
  expect(rule?.contents).toMatchObject({
    kind: "plaintext",
    value: expect.stringMatching(/^missing-exec\n/),
  });
  expect(editor.registered).toEqual([]);
});

test("what changes on disk is followed: scripts, configuration, files that come", async () => {
  const editor = await start(files);
  editor.open("web/Dockerfile");
  const codes = (...expected: readonly string[]) =>
    editor.diagnostics(
      "web/start.sh",
      ({ diagnostics }) => diagnostics.map(({ code }) => code).join() === expected.join(),
    );
  await codes("missing-exec");
  expect(editor.registered).toContain("workspace/didChangeWatchedFiles");
  editor.write(".siglint.yaml", "rules: {missing-exec: off}\n", FileChangeType.Created);
  await codes();
  editor.write(".siglint.yaml", "rules: {missing-exec: info}\n", FileChangeType.Changed);
  const { diagnostics } = await codes("missing-exec");
  expect(diagnostics[0]?.severity).toBe(DiagnosticSeverity.Information);
  editor.write("web/start.sh", "#!/bin/sh\nexec my_demo_svr\n", FileChangeType.Changed);
  await codes();
});

test("a buffer that is closed unsaved counts no more", async () => {
  const editor = await start(files);
  editor.open("web/Dockerfile");
  editor.open("web/start.sh", script.replace("my_demo_svr", "exec my_demo_svr"));
  await editor.diagnostics("web/start.sh", ({ diagnostics }) => diagnostics.length === 0);
  editor.close("web/start.sh");
  await editor.diagnostics("web/start.sh", ({ diagnostics }) => diagnostics.length === 1);
});

test("a Dockerfile that comes to start an open script is found", async () => {
  const editor = await start({ "scripts/start.sh": script });
  editor.open("scripts/start.sh");
  const { diagnostics } = await editor.diagnostics("scripts/start.sh");
  expect(diagnostics).toEqual([]);
  editor.write("Dockerfile", dockerfile.replace("start.sh", "scripts/start.sh"), FileChangeType.Created);
  await editor.diagnostics("scripts/start.sh", (published) => published.diagnostics.length === 1);
});

test("a mistake in an open configuration is shown where it is made", async () => {
  const editor = await start(files);
  editor.open(".siglint.yaml", "rules:\n  missing-exce: off\n");
  const { diagnostics } = await editor.diagnostics(".siglint.yaml");
  expect(diagnostics).toMatchObject([
    { severity: DiagnosticSeverity.Error, range: { start: { line: 1, character: 2 } } },
  ]);
  expect(diagnostics[0]?.message).toContain("did you mean missing-exec?");
});

test("a comment in a shared script is not called unused as long as any Dockerfile needs it", async () => {
  const editor = await start({
    "a/Dockerfile": dockerfile.replace("start.sh /", "shared/start.sh /"),
    "b/Dockerfile": dockerfile
      .replace("start.sh /", "shared/start.sh /")
      .replace(/\["(.*)"\]/, '["$1", "b"]'),
    "shared/start.sh":
      '#!/bin/sh\nif [ "$1" = b ]; then\n  # siglint ignore=missing-exec -- b stops by itself\n  my_demo_svr\nelse\n  exec my_demo_svr\nfi\n',
  });
  editor.open("a/Dockerfile");
  await editor.diagnostics("a/Dockerfile");
  expect(editor.count("shared/start.sh")).toBe(0);
  editor.open("shared/start.sh");
  const { diagnostics } = await editor.diagnostics("shared/start.sh");
  expect(diagnostics).toEqual([]);
});

test("a change is judged for the Dockerfiles that it concerns, and for no others", async () => {
  const editor = await start({ ...files, "api/Dockerfile": dockerfile, "api/start.sh": script });
  for (const path of ["web/start.sh", "api/start.sh"]) {
    editor.open(path);
    await editor.diagnostics(path);
  }
  const before = editor.count("api/start.sh");
  editor.type("web/start.sh", "--port 80", "--port 8080");
  await editor.diagnostics("web/start.sh", ({ version }) => version === 2);
  expect(editor.count("api/start.sh")).toBe(before);
});

test("another folder that is opened while there is still much to judge in the one before takes its place", async () => {
  const others = Array.from({ length: 60 }, (_, at) => [`x${at}/Dockerfile`, dockerfile]);
  const editor = await start({ ...files, ...Object.fromEntries(others) });
  editor.open("web/start.sh");
  await editor.diagnostics("web/start.sh");
  editor.openFolder("web");
  await editor.settled("web/start.sh");
  const before = editor.count("web/start.sh");
  editor.type("web/start.sh", "my_demo_svr", "exec my_demo_svr");
  expect(await editor.settled("web/start.sh")).toMatchObject({ version: 2, diagnostics: [] });
  expect(editor.count("web/start.sh")).toBe(before + 1);
});

test("a document that is no file, and one that siglint does not judge, have nothing to say and ask for nothing", async () => {
  const editor = await start({ ...files, "notes.txt": "my_demo_svr\n" });
  editor.open("notes.txt");
  const { diagnostics } = await editor.diagnostics("notes.txt");
  expect(diagnostics).toEqual([]);
  expect(await editor.actions("notes.txt", "my_demo_svr")).toEqual([]);
  expect(await editor.hover("notes.txt", "my_demo_svr")).toBeNull();
});

test("after shutdown requests are refused, what is typed is not judged, and exit still ends it", async () => {
  const editor = await startEditor(files);
  editor.open("web/start.sh");
  await editor.settled("web/start.sh");
  const before = editor.count("web/start.sh");
  await editor.askToShutDown();
  editor.type("web/start.sh", "my_demo_svr", "exec my_demo_svr");
  await expect(editor.settled("web/start.sh")).rejects.toMatchObject({
    code: ErrorCodes.InvalidRequest,
    message: expect.stringContaining("told to shut down"),
  });
  await expect(editor.askToShutDown()).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest });
  expect(editor.count("web/start.sh")).toBe(before);
  editor.exit();
  expect(await editor.exited).toBe(0);
});
