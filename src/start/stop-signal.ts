/** Signal numbers of Linux on x86 and ARM: signal(7). Index is the number. */
const NAMES =
  " HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS".split(
    " ",
  );

const SYNONYMS: Readonly<Record<string, string>> = { IOT: "ABRT", CLD: "CHLD", POLL: "IO" };

/** Real-time signals as Docker counts them: the C library keeps 32 and 33 to itself. */
const FIRST_REAL_TIME = 34;
const LAST_REAL_TIME = 64;

/**
 * The canonical name of what stands after STOPSIGNAL, with `SIG`: `3` and `quit` give `SIGQUIT`, `37` gives
 * `SIGRTMIN+3`. What Docker refuses comes back as it is written. As `ParseSignal` of github.com/moby/sys/signal: a
 * number, or a name in any case with or without `SIG`.
 */
export function canonicalSignal(written: string): string {
  if (/^\d+$/.test(written)) return nameOf(Number(written)) ?? written;
  const name = written.toUpperCase().replace(/^SIG/, "");
  const plain = SYNONYMS[name] ?? name;
  if (NAMES.includes(plain)) return `SIG${plain}`;
  const offset = /^RTM(IN\+(\d{1,2})|AX-(\d{1,2})|IN|AX)$/.exec(name);
  if (offset === null) return written;
  const number = name.startsWith("RTMIN")
    ? FIRST_REAL_TIME + Number(offset[2] ?? 0)
    : LAST_REAL_TIME - Number(offset[3] ?? 0);
  return nameOf(number) ?? written;
}

function nameOf(number: number): string | null {
  const plain = NAMES[number];
  if (plain) return `SIG${plain}`;
  if (number < FIRST_REAL_TIME || number > LAST_REAL_TIME) return null;
  const steps = number - FIRST_REAL_TIME;
  if (steps === 0) return "SIGRTMIN";
  return steps <= 15
    ? `SIGRTMIN+${steps}`
    : `SIGRTMAX${number === LAST_REAL_TIME ? "" : number - LAST_REAL_TIME}`;
}
