import type { Io } from "../io.ts";
import { listen } from "./listen.ts";
import { rememberedRuns } from "./remembered-run.ts";

/**
 * Gives the answer of the same command where nothing has changed that it looked at, without running it; else runs it, and
 * keeps what it says for the next time if it asks for that. Gives the exit code. `program`: which state of siglint this is.
 */
export async function answer(
  program: string,
  argv: readonly string[],
  io: Io,
  run: (io: Io) => Promise<number>,
): Promise<number> {
  const runs = rememberedRuns(program, argv, io);
  const before = runs.sayAgain(io);
  if (before !== null) return before;
  let onlyTold = false;
  const listener = listen({
    ...io,
    rememberRun: () => {
      onlyTold = true;
    },
  });
  const code = await run(listener.io);
  const heard = onlyTold ? listener.heard() : null;
  if (heard !== null) runs.keep(heard, code);
  return code;
}
