import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { findEditor, inFront, mended, offered, openEditorRoom, required, script } from "./editor-room.ts";

const nvim = findEditor("nvim", "neovim");

describe.skipIf(nvim === null && !required)("Neovim with the configuration of docs/editors.md", () => {
  test("shows what is wrong with a script, and mends it", () => {
    const room = openEditorRoom("older-init.lua");
    onTestFinished(room.close);
    const driver = join(import.meta.dirname, "neovim.lua");
    const init = join(room.folder, "older-init.lua");
    // Neovim counts columns in bytes.
    const column = Buffer.byteLength(inFront);
    expect(room.run(nvim, ["--headless", "--clean", "-u", init, "-c", `luafile ${driver}`])).toEqual({
      diagnostic: {
        lnum: 1,
        col: column,
        end_col: column + "my_demo_svr --port 80".length,
        severity: 1,
        source: "siglint",
        code: "missing-exec",
      },
      offered,
      buffer: mended.trimEnd().split("\n"),
    });
    expect(room.onDisk()).toBe(script);
  });

  test("the configuration for later versions starts the same server for the same files", () => {
    const room = openEditorRoom("init.lua");
    onTestFinished(room.close);
    const driver = join(import.meta.dirname, "neovim-0.11.lua");
    const told = ["-c", `let $CONFIGURATION = '${join(room.folder, "init.lua")}'`];
    expect(room.run(nvim, ["--headless", "--clean", ...told, "-c", `luafile ${driver}`])).toEqual({
      name: "siglint",
      config: {
        cmd: ["siglint", "lsp"],
        filetypes: ["dockerfile", "sh", "bash"],
        root_markers: [".git"],
      },
      enabled: "siglint",
    });
  });
});
