import { visible } from "../report/visible.ts";
import type { Io } from "./io.ts";

/** Says on standard error why nothing is done, in a sentence without its full stop; gives the exit code. */
export function refuse(io: Io, message: string): number {
  io.err(`siglint: ${visible(message)}${message.endsWith("?") ? "" : "."}\n`);
  return 2;
}
