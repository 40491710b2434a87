import { loadColorStyle, plainStyle, type Style } from "../report/style.ts";
import type { Io } from "./io.ts";

/** Colours where they were asked for, else where a terminal shows them: https://no-color.org, https://force-color.org */
export async function chooseStyle(asked: boolean | null, io: Io): Promise<Style> {
  return wantsColor(asked, io) ? loadColorStyle(hasLinks(io)) : plainStyle;
}

/** Nobody can ask a terminal whether it has links, but those that have tell their names. */
function hasLinks({ env, stdoutIsTerminal }: Io): boolean {
  if (!stdoutIsTerminal || env.TERM === "dumb") return false;
  if (isSet(env.FORCE_HYPERLINK)) return env.FORCE_HYPERLINK !== "0";
  if (isSet(env.CI) || isSet(env.TMUX) || env.TERM?.startsWith("screen")) return false;
  if (["iTerm.app", "WezTerm", "vscode", "ghostty", "rio"].includes(env.TERM_PROGRAM ?? "")) return true;
  if (["xterm-kitty", "xterm-ghostty", "alacritty", "foot"].includes(env.TERM ?? "")) return true;
  return isSet(env.WT_SESSION) || isSet(env.KONSOLE_VERSION) || Number(env.VTE_VERSION ?? 0) >= 5000;
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
