/** Lets one piece of work follow what changes: soon after the last change, and never twice at once. */
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
      wanted = false;
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
