import { loadColorStyle, plainStyle, type Style } from "../report/style.ts";
import type { Io } from "./io.ts";

/** Colours where they were asked for, else where a terminal shows them: https://no-color.org, https://force-color.org */
export async function chooseStyle(asked: boolean | null, io: Io): Promise<Style> {
  return wantsColor(asked, io) ? loadColorStyle() : plainStyle;
}

function wantsColor(asked: boolean | null, { env, stdoutIsTerminal }: Io): boolean {
  if (asked !== null) return asked;
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return stdoutIsTerminal && env.TERM !== "dumb";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
