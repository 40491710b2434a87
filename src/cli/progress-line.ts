import type { Io } from "./io.ts";

/** A line on a terminal that says how far the run is. */
export interface ProgressLine {
  readonly show: (judged: number, all: number) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

const patience = 1000;
/** Milliseconds between two looks of the line: more often nobody reads it, and a slow terminal holds the run up. */
const PAUSE = 100;

/** Takes the line away. */
const EMPTY = "\r\u001b[K";
/** A line that does not wrap where the terminal is narrower, now or after it was made so: what wraps is never taken away. */
const unwrapped = (text: string): string => `${EMPTY}\u001b[?7l${text}\u001b[?7h`;

/** Shows itself on standard error once a second has gone by, and never where somebody keeps what is written there. */
export function progressLine({ flash, env, now, stderrIsTerminal }: Io): ProgressLine {
  const isWatched = stderrIsTerminal && env.TERM !== "dumb" && !env.CI && !env.PRE_COMMIT;
  let next = now() + patience;
  let isShown = false;
  return {
    show(judged, all) {
      if (!isWatched || now() < next) return;
      next = now() + PAUSE;
      isShown = true;
      flash(unwrapped(`siglint: ${judged} of ${all} files judged`));
    },
    clear() {
      if (isShown) flash(EMPTY);
      isShown = false;
    },
  };
}
