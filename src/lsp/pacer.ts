/** Lets one piece of work follow what changes: soon after it, never twice at once, and once for all that comes in one go. */
export interface Pacer {
  /** There is something to do; more of it may come at once. */
  readonly soon: () => void;
  /** Does what there is to do, and waits for it. */
  readonly now: () => Promise<void>;
  readonly stop: () => void;
}

/** `work` must not reject; `delay` in milliseconds. */
export function pacer(work: () => Promise<void>, delay: number): Pacer {
  let timer: NodeJS.Timeout | null = null;
  let wanted = false;
  let running: Promise<void> | null = null;
  const untilDone = async (): Promise<void> => {
    while (wanted) {
      // One message is taken in at each turn of the event loop: what comes in one go is judged once.
      while (wanted) {
        wanted = false;
        await new Promise(setImmediate);
      }
      await work();
    }
    running = null;
  };
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const now = (): Promise<void> => {
    stop();
    if (wanted) running ??= untilDone();
    return running ?? Promise.resolve();
  };
  return {
    now,
    stop,
    soon() {
      wanted = true;
      if (running === null) timer ??= setTimeout(now, delay);
    },
  };
}
