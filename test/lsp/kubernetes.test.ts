import { afterEach, expect, test } from "vitest";
import { startEditor, type TestEditor } from "./client.ts";

const files = {
  "web.yaml": `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: debian:12
      command: ["sh", "/scripts/run.sh"]
      volumeMounts:
        - name: scripts
          mountPath: /scripts
  volumes:
    - name: scripts
      configMap:
        name: web-scripts
`,
  "scripts.yaml": `apiVersion: v1
kind: ConfigMap
metadata:
  name: web-scripts
data:
  run.sh: |
    my_demo_svr --port 80
`,
};

const editors: TestEditor[] = [];
afterEach(async () => {
  for (const editor of editors.splice(0)) await editor.shutDown();
});

test("an open manifest has its diagnostics, in the script of the ConfigMap beside it too", async () => {
  const editor = await startEditor(files);
  editors.push(editor);
  editor.open("web.yaml");
  const found = await editor.diagnostics("scripts.yaml");
  expect(found.diagnostics.map(({ code, range }) => [code, range.start])).toEqual([
    ["missing-exec", { line: 6, character: 4 }],
  ]);
  editor.type("web.yaml", '["sh", "/scripts/run.sh"]', '["sh", "-c", "my_demo_svr; true"]');
  const { diagnostics } = await editor.diagnostics("web.yaml", (told) => told.diagnostics.length > 0);
  expect(diagnostics.map(({ code }) => code)).toEqual(["sh-c-without-exec"]);
});
