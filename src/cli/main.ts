import { constants } from "node:os";
import { diskTree } from "../context/disk-tree.ts";
import { version } from "../version.ts";
import { keepCompiled, programIn } from "./compiled-parts.ts";
import { type Io, MOST_STDIN } from "./io.ts";
import { answer } from "./remember/answer.ts";
import { standardStream } from "./standard-stream.ts";

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** Ends as the signal would have ended it; PID 1 of a container, which the kernel spares, by an exit code that says so. */
function endBy(signal: NodeJS.Signals): never {
  for (const each of SIGNALS) process.removeAllListeners(each);
  process.kill(process.pid, signal);
  process.exit(128 + constants.signals[signal]);
}

// Elsewhere a signal that nobody handles ends a process by itself, and at once.
if (process.pid === 1) for (const signal of SIGNALS) process.on(signal, endBy);

const loseOutput = (): void => {
  process.exitCode = 2;
};
const stdout = standardStream(1, () => process.stdout, loseOutput);
const stderr = standardStream(2, () => process.stderr, loseOutput);

const cwd = workingDirectory();

/** Null where somebody has taken it away: every path starts there. */
function workingDirectory(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

/** The only code that touches the process. */
const io: Io = {
  cwd: cwd ?? "/",
  env: process.env,
  stdoutIsTerminal: stdout.isTerminal,
  stderrIsTerminal: stderr.isTerminal,
  disk: diskTree,
  // `performance` is loaded when it is first asked for.
  now: () => process.uptime() * 1000,
  readStdin: async () => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of process.stdin) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > MOST_STDIN) return null;
      chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString("utf8");
  },
  wire: () => ({
    input: process.stdin,
    output: stdout.open(),
    onStop: (stop) => {
      for (const signal of SIGNALS) process.removeListener(signal, endBy).once(signal, stop);
    },
  }),
  uninterrupted: async (work) => {
    const told: NodeJS.Signals[] = [];
    const note = (signal: NodeJS.Signals): void => void told.push(signal);
    for (const signal of SIGNALS) process.prependListener(signal, note).removeListener(signal, endBy);
    try {
      return work();
    } finally {
      // Node tells of signals when it next waits for something; that is once it has been round.
      for (let turns = 0; turns < 2; turns++) await new Promise((done) => setImmediate(done));
      for (const signal of SIGNALS) process.removeListener(signal, note);
      if (process.pid === 1) for (const signal of SIGNALS) process.on(signal, endBy);
      const [first] = told;
      if (first !== undefined) endBy(first);
    }
  },
  out: stdout.write,
  err: stderr.write,
  flash: stderr.write,
  // V8 lets its heap grow to several times of what is in use before it collects; so it collects after another 40 %.
  saveMemory: () => process.getBuiltinModule("node:v8").setFlagsFromString("--heap-growing-percent=40"),
  keepCompiled: () => void process.once("exit", keepCompiled),
  rememberRun: () => {},
};

// All that a version needs, and what was said before, stands before the rest of the program is loaded.
const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === "--version") io.out(`${version}\n`);
else if (cwd === null) {
  io.err("siglint: The working directory is no longer there: change to one that is.\n");
  process.exitCode = 2;
} else {
  const program = `${version} ${programIn(import.meta.dirname)}`;
  const run = async (io: Io): Promise<number> => (await import("./siglint.ts")).siglint(argv, io);
  void answer(program, argv, io, run).then((code) => {
    process.exitCode ??= code;
  });
  // Nothing is left to do, and there is no answer: what was to come never will, and silence would look like success.
  process.once("beforeExit", () => {
    if (process.exitCode !== undefined) return;
    io.err(
      "siglint: it came to an end before it had an answer, which is a fault of siglint: please report it.\n",
    );
    process.exitCode = 2;
  });
}
