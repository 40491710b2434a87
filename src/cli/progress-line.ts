import type { Io } from "./io.ts";

/** A line on a terminal that says how far the run is. */
export interface ProgressLine {
  readonly show: (judged: number, all: number) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

const patience = 1000;

/** Shows itself on standard error once a second has gone by, and never where somebody keeps what is written there. */
export function progressLine({ flash, env, now, stderrIsTerminal }: Io): ProgressLine {
  const isWatched = stderrIsTerminal && env.TERM !== "dumb" && !env.CI && !env.PRE_COMMIT;
  const start = now();
  let isShown = false;
  return {
    show(judged, all) {
      if (!isWatched || now() - start < patience) return;
      isShown = true;
      flash(`\r\u001b[Ksiglint: ${judged} of ${all} Dockerfiles judged`);
    },
    clear() {
      if (isShown) flash("\r\u001b[K");
      isShown = false;
    },
  };
}
