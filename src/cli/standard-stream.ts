import { fstatSync, writeSync } from "node:fs";
import { systemErrorCode } from "../context/system-error.ts";

/** Standard output or standard error of this process. */
export interface StandardStream {
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
  /** Node's own stream, for whoever needs more than that. */
  readonly open: () => NodeJS.WriteStream;
}

/**
 * A standard stream that is written to without Node's own, which `load` gives: to load that takes longer than most runs
 * write. It is there for terminals, and for a pipe that is full and does not wait. `onFailure` is called where output is lost
 * for another reason than that the reader has seen enough (`siglint | head`).
 */
export function standardStream(
  fd: 1 | 2,
  load: () => NodeJS.WriteStream,
  onFailure: () => void,
): StandardStream {
  let stream: NodeJS.WriteStream | null = null;
  let isLost = false;
  const fail = (error: unknown): void => {
    isLost = true;
    if (systemErrorCode(error) !== "EPIPE") onFailure();
  };
  const open = (): NodeJS.WriteStream => {
    stream ??= load().on("error", fail);
    return stream;
  };
  const write = (text: string): void => {
    if (isLost) return;
    if (stream !== null) {
      stream.write(text);
      return;
    }
    let rest: Uint8Array = Buffer.from(text);
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if (systemErrorCode(error) === "EAGAIN") open().write(rest);
      else fail(error);
    }
  };
  return { isTerminal: mayBeTerminal(fd) && open().isTTY === true, write, open };
}

/** A terminal is a character device; of Windows' consoles that cannot be told, and what they show depends on more than bytes. */
function mayBeTerminal(fd: number): boolean {
  try {
    return process.platform === "win32" || fstatSync(fd).isCharacterDevice();
  } catch {
    return true;
  }
}
