import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findProgram } from "../lab/lab-host.ts";
import { editorSnippet } from "../support/editor-snippet.ts";
import { installSiglint } from "../support/install-siglint.ts";

const line = 'echo "grüße 🐳"; my_demo_svr --port 80';

/** What stands in front of the fault on its line. */
export const inFront = line.slice(0, line.indexOf("my_demo_svr"));
export const script = `#!/bin/sh\n${line}\n`;
export const mended = script.replace("my_demo_svr", "exec my_demo_svr");
export const offered = [
  "Put `exec` in front of my_demo_svr",
  "Make all safe fixes in this file",
  "Ignore missing-exec here",
];

/** Whether a real editor has to be there: where the lab is required, all is. */
export const required = process.env.SIGLINT_LAB === "required";

/** The path of an editor; null where it is not installed, which is told. */
export function findEditor(name: string, packages: string): string | null {
  const path = findProgram(name);
  if (path === null && !required)
    console.warn(`${name} is skipped: it is not installed (Debian: ${packages}).`);
  return path;
}

/** A home of its own for an editor: siglint on its PATH, a configuration from docs/editors.md, and a project. */
export interface EditorRoom {
  readonly folder: string;
  /** Runs the editor in the project, and gives the line of JSON that its driver prints. */
  readonly run: (editor: string | null, argv: readonly string[]) => unknown;
  /** The script as it is on disk. */
  readonly onDisk: () => string;
  readonly close: () => void;
}

export function openEditorRoom(configuration: string): EditorRoom {
  const folder = mkdtempSync(join(tmpdir(), "siglint-editor-"));
  installSiglint(folder);
  const project = join(folder, "project");
  mkdirSync(join(project, "web"), { recursive: true });
  mkdirSync(join(project, ".git"));
  writeFileSync(
    join(project, "web/Dockerfile"),
    'FROM debian:12-slim\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
  );
  writeFileSync(join(project, "web/start.sh"), script, { mode: 0o755 });
  writeFileSync(join(folder, configuration), editorSnippet(configuration));
  const env = {
    ...process.env,
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_STATE_HOME: folder,
    XDG_CACHE_HOME: folder,
    LC_ALL: "C.UTF-8",
    PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH}`,
  };
  return {
    folder,
    run(editor, argv) {
      if (editor === null) throw new Error("SIGLINT_LAB=required, but the editor is not installed.");
      const { stdout, stderr } = spawnSync(editor, argv, {
        ...{ cwd: project, env, encoding: "utf8", timeout: 60_000 },
      });
      const said = `${stdout}${stderr}`;
      const json = said.split("\n").find((each) => each.trim().startsWith("{"));
      if (json === undefined) throw new Error(`The editor said:\n${said}`);
      return JSON.parse(json);
    },
    onDisk: () => readFileSync(join(project, "web/start.sh"), "utf8"),
    close: () => rmSync(folder, { recursive: true }),
  };
}
