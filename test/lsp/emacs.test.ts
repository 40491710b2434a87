import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { findEditor, mended, offered, openEditorRoom, required, script } from "./editor-room.ts";

const emacs = findEditor("emacs", "emacs-nox elpa-eglot");

describe.skipIf(emacs === null && !required)("Emacs with the configuration of docs/editors.md", () => {
  test("shows what is wrong with a script, and mends it", () => {
    const room = openEditorRoom("init.el");
    onTestFinished(room.close);
    const packages = ["-l", "package", "-f", "package-activate-all"];
    const files = [join(room.folder, "init.el"), join(import.meta.dirname, "emacs.el")];
    expect(room.run(emacs, ["--batch", ...packages, ...files.flatMap((file) => ["-l", file])])).toMatchObject(
      {
        line: 2,
        marked: "my_demo_svr --port 80",
        text: expect.stringMatching(/^siglint \[missing-exec\]: my_demo_svr is a child of start\.sh/),
        offered,
        buffer: mended,
      },
    );
    expect(room.onDisk()).toBe(script);
  });
});
