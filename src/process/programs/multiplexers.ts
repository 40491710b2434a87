import { nameOf } from "../../script/image-path.ts";
import type { Conduct, Source } from "./conduct.ts";
import { BRIEF, type Call, detaches, type ProgramRow, unknown, varying } from "./program-row.ts";

/** Programs that run others in windows of their own, behind the back of whoever has started them. */
export const multiplexers: readonly ProgramRow[] = [
  varying("screen", "https://www.gnu.org/software/screen/manual/screen.html#Invoking-Screen", screen),
  varying("tmux", "https://man.openbsd.org/tmux.1#CLIENTS_AND_SESSIONS", tmux),
];

const WANTS_TERMINAL = unknown("it wants a terminal, and whether there is one is not in the files");

/** What it asks of a session that is there already may be what ends the program in it. */
const ASKS: Conduct = { kind: "stranger" };

function screen({ argv }: Call, source: Source): Conduct {
  const words = argv.slice(1);
  if (words.some((word) => /^-(ls|list|wipe|v|-version|-help|help)$/.test(word))) return BRIEF;
  if (words.some((word) => word === "-X" || word === "-Q")) return ASKS;
  const letters = words.filter((word) => /^-[a-zA-Z]+$/.test(word) && word !== "-Logfile").join("");
  if (!letters.includes("m") || !letters.includes("d")) return WANTS_TERMINAL;
  return detached(commandIn(words, /^-(Logfile|[a-zA-Z]*[cehpsStT])$/), source);
}

function tmux({ argv }: Call, source: Source): Conduct {
  const at = argv.findIndex(
    (word, index) => index > 0 && !word.startsWith("-") && !/^-[LSfc]$/.test(argv[index - 1] ?? ""),
  );
  const verb = argv[at] ?? "";
  const words = argv.slice(at + 1);
  if (/^(new|new-session)$/.test(verb)) {
    if (!words.some((word) => /^-\w*d/.test(word))) return WANTS_TERMINAL;
    return detached(commandIn(words, /^-\w*[sncxytFe]$/), source);
  }
  if (/^(attach|attach-session|a)$/.test(verb)) return WANTS_TERMINAL;
  return verb === "" || /^(ls|list-.*|has|has-session|info|display.*|show.*|set.*|start.*)$/.test(verb)
    ? BRIEF
    : ASKS;
}

/** The command behind the options; `valued` are those that take the next word. */
function commandIn(words: readonly string[], valued: RegExp): readonly string[] {
  const from = words.findIndex(
    (word, index) => !word.startsWith("-") && !valued.test(words[index - 1] ?? ""),
  );
  return from === -1 ? [] : words.slice(from).flatMap((word) => word.split(" "));
}

/** The service goes on in a session of its own; without a command there is only a shell in it. */
function detached([program, script]: readonly string[], source: Source): Conduct {
  if (program === undefined) return BRIEF;
  const isScript = /^(ba|da|k|z)?sh$/.test(nameOf(program)) && script !== undefined && script !== "-c";
  return detaches(nameOf(isScript ? script : program), source);
}
