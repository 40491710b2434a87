import { version } from "../version.ts";
import { keepCompiledCode } from "./compile-cache.ts";
import type { Io } from "./io.ts";

/** The only code that touches the process. */
const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  stdoutIsTerminal: process.stdout.isTTY === true,
  stderrIsTerminal: process.stderr.isTTY === true,
  now: () => performance.now(),
  readStdin: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString("utf8");
  },
  wire: () => ({
    input: process.stdin,
    output: process.stdout,
    onStop: (stop) => {
      for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, stop);
    },
  }),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // The reader has seen enough (`siglint | head`): what is left of the output has nowhere to go.
    if (error.code !== "EPIPE") process.exitCode = 2;
  });
}

// What compiles it, and all that a version needs, stands before the rest of the program is loaded.
keepCompiledCode(process.env);
const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === "--version") io.out(`${version}\n`);
else process.exitCode = await (await import("./siglint.ts")).siglint(argv, io);
