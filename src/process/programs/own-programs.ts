import type { Source } from "./conduct.ts";
import type { ProgramRow } from "./program-row.ts";
import {
  BRIEF,
  becomes,
  FORWARDS,
  FORWARDS_TO_GROUP,
  LEAVES,
  SWALLOWS,
  serves,
  supervises,
} from "./program-row.ts";

/** Programs that a user knows and siglint does not, by their base names. */
export type OwnPrograms = ReadonlyMap<string, ProgramRow>;

export const NO_PROGRAMS: OwnPrograms = new Map();

/** What a wrapper of one's own does when the stop signal comes. */
export const WRAPPER_CONDUCTS = ["replaces", "forwards", "forwards-to-group", "leaves", "swallows"] as const;
export type WrapperConduct = (typeof WRAPPER_CONDUCTS)[number];

const CONFIGURED: Source = { kind: "configured" };

/** A long-running program that ends when the stop signal reaches it. */
export function ownService(name: string): ProgramRow {
  return { names: [name], kind: "service", source: CONFIGURED, conduct: () => serves(CONFIGURED) };
}

/** A command that ends by itself soon. */
export function ownBrief(name: string): ProgramRow {
  return { names: [name], kind: "brief", source: CONFIGURED, conduct: () => BRIEF };
}

/** A program that runs the command behind it: behind `--`, else from the first word that is no option. */
export function ownWrapper(name: string, conduct: WrapperConduct): ProgramRow {
  return {
    names: [name],
    kind: conduct === "replaces" ? "replaces" : "supervises",
    source: CONFIGURED,
    conduct: ({ argv }) => {
      const dashes = argv.indexOf("--");
      const first = argv.findIndex((word, index) => index > 0 && !word.startsWith("-"));
      const from = dashes === -1 ? first : dashes + 1;
      if (from < 1 || from >= argv.length) return BRIEF;
      const command = { kind: "rest", from } as const;
      return conduct === "replaces"
        ? becomes(command, CONFIGURED)
        : supervises([command], supervisions[conduct], CONFIGURED);
    },
  };
}

const supervisions = {
  forwards: FORWARDS,
  "forwards-to-group": FORWARDS_TO_GROUP,
  leaves: LEAVES,
  swallows: SWALLOWS,
} as const;
