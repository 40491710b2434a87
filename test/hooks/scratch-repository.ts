import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Ran {
  readonly code: number | null;
  /** Both streams, as a terminal shows them. */
  readonly shown: string;
}

/** A git repository with the demo in it, without its fault, in a temporary folder. */
export interface ScratchRepository {
  readonly folder: string;
  readonly write: (file: string, text: string, mode?: number) => void;
  readonly read: (file: string) => string;
  readonly run: (command: string, words: readonly string[]) => Promise<Ran>;
  /** `git commit` with all that has changed. */
  readonly commit: () => Promise<Ran>;
  readonly remove: () => void;
}

export const bad = readFileSync(join(root, "fixtures/demo/start.sh"), "utf8");
export const good = bad.replace("\nnode server.js", "\nexec node server.js");

export function scratchRepository(environment: Readonly<Record<string, string>> = {}): ScratchRepository {
  const folder = mkdtempSync(join(tmpdir(), "siglint-hooks-"));
  // lefthook gives its hooks a terminal.
  const env = { ...outsideGit(), NO_COLOR: "1", ...environment };
  const run = (command: string, words: readonly string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const child = execFile(command, words, { cwd: folder, env }, (_, out, err) =>
        resolve({ code: child.exitCode, shown: `${out}${err}` }),
      );
    });
  const write = (file: string, text: string, mode?: number): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text, mode === undefined ? {} : { mode });
  };
  cpSync(join(root, "fixtures/demo"), folder, { recursive: true });
  write("start.sh", good);
  execFileSync("git", ["init", "--quiet"], { cwd: folder, env });
  return {
    folder,
    write,
    read: (file) => readFileSync(join(folder, file), "utf8"),
    run,
    async commit() {
      await run("git", ["add", "--all"]);
      return run("git", ["commit", "--message", "A change"]);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The environment, without what git hands down to a hook that runs the tests, and with a name to commit by. */
function outsideGit(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(GIT_|PRE_COMMIT|LEFTHOOK|HUSKY)/.test(name));
  const person = (role: string) => ({
    [`GIT_${role}_NAME`]: "Ann",
    [`GIT_${role}_EMAIL`]: "ann@example.org",
  });
  return {
    ...Object.fromEntries(own),
    ...person("AUTHOR"),
    ...person("COMMITTER"),
    GIT_CONFIG_GLOBAL: "/dev/null",
  };
}
