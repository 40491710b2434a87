import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FileChangeType } from "vscode-languageserver";
import { lint } from "../../src/index.ts";
import { startEditor, type TestEditor } from "./client.ts";

const dockerfiles = [
  'FROM debian:12-slim\nCOPY shared/*.sh /\nENTRYPOINT ["/start.sh"]\n',
  'FROM alpine:3\nCOPY shared/ /\nENTRYPOINT ["/start.sh", "worker"]\n',
  "FROM debian:12-slim\nCOPY shared/start.sh /\n# siglint ignore=shell-form -- why\nCMD /start.sh && echo\n",
  "FROM debian:12-slim\nCMD my_demo_svr; echo bye\n",
  "FROM",
];
const scripts = [
  "#!/bin/sh\nmy_demo_svr\n",
  "#!/bin/sh\n. /lib.sh\nrun my_demo_svr\n",
  '#!/bin/sh\nif [ "$1" = worker ]; then\n  # siglint ignore=missing-exec -- why\n  my_demo_svr\nfi\nexec my_demo_svr\n',
  "#!/bin/sh\nif\n",
];
const libraries = ['run() { exec "$@"; }\n', 'run() { "$@"; }\n'];
const configs = ["rules: {missing-exec: info}\n", "overrides: [{files: [a/], rules: {missing-exec: off}}]\n"];
const ignores = ["shared/lib.sh\n", "\n"];

const texts: Readonly<Record<string, readonly string[]>> = {
  "a/Dockerfile": dockerfiles,
  "b/Dockerfile": dockerfiles,
  "shared/start.sh": scripts,
  "shared/lib.sh": libraries,
  ".siglint.yaml": configs,
  ".dockerignore": ignores,
};

const step = fc.constantFrom(...Object.keys(texts)).chain((path) =>
  fc.record({
    path: fc.constant(path),
    text: fc.constantFrom(...(texts[path] ?? [])),
    how: fc.constantFrom("edit", "close", "write", "remove"),
  }),
);

/** What a new look at everything says about the files that are open, as the server should have it. */
async function expected(editor: TestEditor, open: ReadonlyMap<string, string>) {
  const { findings } = await lint({ cwd: editor.folder, paths: ["."], texts: open });
  return [...open.keys()].map((path) => [
    path,
    findings
      .filter(({ span }) => span.file === path)
      .map(({ rule, severity, message, help }) =>
        JSON.stringify([rule, severity, `${message}\nhelp: ${help}`]),
      ),
  ]);
}

const severities = ["", "error", "warning", "info"];

async function published(editor: TestEditor, open: ReadonlyMap<string, string>) {
  const files: [string, string[]][] = [];
  for (const path of open.keys()) {
    const diagnostics = (await editor.settled(path))?.diagnostics ?? [];
    const findings = diagnostics.filter(({ code }) => code !== undefined);
    const said = findings.map(({ code, severity, message }) =>
      JSON.stringify([code, severities[severity ?? 0], message]),
    );
    files.push([path, said]);
  }
  return files;
}

test("whatever is opened, edited, closed and written: what is told is what a new look at everything would tell", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const editor = await startEditor({
        "a/Dockerfile": dockerfiles[0] ?? "",
        "b/Dockerfile": dockerfiles[1] ?? "",
        "shared/start.sh": scripts[0] ?? "",
      });
      const open = new Map<string, string>();
      const openOne = (path: string, text: string): void => {
        if (open.has(path)) editor.close(path);
        open.set(path, text);
        editor.open(path, text);
      };
      openOne("shared/start.sh", scripts[0] ?? "");
      for (const { path, text, how } of steps) {
        if (how === "edit" && open.has(path)) {
          const before = open.get(path) ?? "";
          open.set(path, text);
          editor.type(path, before, text);
        } else if (how === "edit") openOne(path, text);
        else if (how === "close" && open.has(path)) {
          if (path === "shared/start.sh") continue;
          open.delete(path);
          editor.close(path);
        } else if (how === "write") editor.write(path, text, FileChangeType.Created);
        else if (how === "remove") {
          rmSync(join(editor.folder, path), { force: true });
          editor.touch(path, FileChangeType.Deleted);
        }
        expect(await published(editor, open)).toEqual(await expected(editor, open));
      }
      await editor.shutDown();
    }),
    { numRuns: 25 },
  );
});
