import { PassThrough, Readable } from "node:stream";
import type { Engine } from "../../src/cli/engine.ts";
import { engine as realEngine } from "../../src/cli/load-engine.ts";
import { answer } from "../../src/cli/remember/answer.ts";
import { runCommand } from "../../src/cli/run-command.ts";
import { diskTree } from "../../src/context/disk-tree.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Both, in the order in which they were written, as a terminal shows them. */
  readonly shown: string;
}

export interface Surroundings {
  readonly engine?: Engine;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | null;
  readonly terminal?: boolean;
  readonly now?: () => number;
}

/**
 * Runs the command in this process, in the folder `cwd`; the real engine, no terminal, and no folder to remember anything in
 * where nothing else is said.
 */
export async function runSiglint(
  cwd: string,
  words: readonly string[],
  { engine = realEngine, env = {}, stdin = "", terminal = false, now = () => 0 }: Surroundings = {},
): Promise<Ran> {
  let out = "";
  let err = "";
  let shown = "";
  const io = {
    cwd,
    env,
    stdoutIsTerminal: terminal,
    stderrIsTerminal: terminal,
    disk: diskTree,
    now,
    readStdin: async () => stdin,
    wire: () => ({ input: Readable.from([stdin ?? ""]), output: new PassThrough(), onStop: () => {} }),
    uninterrupted: async <T>(work: () => T): Promise<T> => work(),
    out: (text: string) => {
      out += text;
      shown += text;
    },
    err: (text: string) => {
      err += text;
      shown += text;
    },
    flash: (text: string) => {
      err += text;
      shown += text;
    },
    saveMemory: () => {},
    keepCompiled: () => {},
    rememberRun: () => {},
  };
  const code = await answer("tested", words, io, (listened) => runCommand(words, listened, engine));
  return { code, out, err, shown };
}
