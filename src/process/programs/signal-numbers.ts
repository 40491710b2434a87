const NUMBERS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGTERM: 15,
  SIGWINCH: 28,
};

/** The number of a canonical signal name on Linux (signal(7)); null for the ones that nobody stops a container with. */
export function signalNumber(name: string): number | null {
  return Object.hasOwn(NUMBERS, name) ? (NUMBERS[name] ?? null) : null;
}
