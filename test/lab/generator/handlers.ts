import type { Choices } from "./choices.ts";
import { pidWords, type Services } from "./services.ts";

/** The function that handles the stop, where there is one, and the line that sets it as a trap. */
export interface Handler {
  readonly functions: readonly string[];
  readonly traps: readonly string[];
}

/** A trap for the stop signal, as people write it: well, nearly well, or hardly. */
export function chooseHandler(choose: Choices, services: Services): Handler {
  if (choose.chance(8))
    return {
      functions: [],
      traps: [choose.pick("trap '' TERM", "trap - TERM", "trap : TERM", "trap true TERM INT", "trap '' INT")],
    };
  const body = handlerBody(choose, services);
  const signals = choose.pick(
    "TERM",
    "TERM",
    "TERM",
    "TERM INT",
    "INT TERM",
    "15",
    "SIGTERM",
    "SIGTERM SIGINT",
    "EXIT",
    "TERM EXIT",
    "INT TERM EXIT",
    "0",
    "term",
  );
  const exitTrap =
    signals === "EXIT" && choose.chance(70)
      ? [choose.pick("trap 'exit 0' TERM", "trap exit TERM", "trap 'exit 143' TERM INT")]
      : [];
  if (choose.chance(45)) {
    return { functions: [], traps: [`trap '${body.join("; ")}' ${signals}`, ...exitTrap] };
  }
  const name = choose.pick("stop", "cleanup", "_term", "on_exit", "shutdown");
  const local = choose.maybe(8, "  local status=$?\n");
  return {
    functions: [`${name}() {\n${local}${body.map((line) => `  ${line}`).join("\n")}\n}`],
    traps: [...setTrap(choose, name, signals), ...exitTrap],
  };
}

function setTrap(choose: Choices, name: string, signals: string): string[] {
  return choose.make(
    () => [`trap ${name} ${signals}`],
    () => [`trap ${name} ${signals}`],
    () => [`trap ${name} ${signals}`],
    () => [`trap '${name}' ${signals}`],
    () => [`trap "${name}" ${signals}`],
    () => [`trap '${name}; ${choose.pick("exit 0", "exit", "wait")}' ${signals}`],
    () => [`eval "trap ${name} ${signals}"`],
    () => [`for signal in ${signals}; do trap ${name} $signal; done`],
    () => [`set_traps() { trap ${name} ${signals}; }`, "set_traps"],
    () => [/EXIT|0/.test(signals) ? `trap ${name} ${signals}` : `( trap ${name} ${signals} )`],
    () => [`trap 'exit 1' TERM`, `trap ${name} ${signals}`],
  );
}

/** One to five statements, none with a single quote in it. */
function handlerBody(choose: Choices, services: Services): string[] {
  const lines = [
    choose.maybe(25, choose.pick("echo stopping", 'echo "caught a signal" >&2', "date >/tmp/stopped")),
    choose.maybe(15, choose.pick(...beforeKilling)),
    choose.chance(88) ? killPart(choose, services) : "",
    choose.chance(65) ? waitPart(choose, services) : "",
    choose.maybe(40, choose.pick(...lastWords)),
  ].filter((line) => line !== "");
  return lines.length > 0 ? lines : ["exit 0"];
}

const beforeKilling = [
  "trap - TERM",
  'trap "" TERM',
  'trap "" TERM INT',
  "trap - EXIT",
  "trap - TERM INT EXIT",
  "set +e",
];

const lastWords = [
  "exit 0",
  "exit 0",
  "exit",
  "exit $?",
  "exit 143",
  "exit 1",
  "return",
  "return 0",
  "trap - TERM; kill -TERM $$",
  "kill -KILL $$",
];

function killPart(choose: Choices, services: Services): string {
  const pids = pidWords(choose, services);
  const quietly = choose.pick("", "", "", " 2>/dev/null", " || true", " 2>/dev/null || true");
  return choose.make(
    () => `${killSome(choose)} ${pids}${quietly}`,
    () => `${killSome(choose)} ${pids}${quietly}`,
    () => `${killSome(choose)} ${pids}${quietly}`,
    () => `${killSome(choose)} ${pids}${quietly}`,
    () => `for p in ${pids}; do ${killSome(choose)} ${choose.pick("$p", '"$p"')}${quietly}; done`,
    () => `if kill -0 ${pids} 2>/dev/null; then kill ${pids}; fi`,
    () => `[ -n ${/^"?\$\w+"?$/.test(pids) ? pids : '"x"'} ] && kill ${pids}`,
    () => {
      const group = choose.pick("kill 0", "kill -TERM 0", "kill -- -$$", "kill -TERM -$$");
      // A shell that signals itself in its handler does so until its stack is used up: for how long, nobody knows.
      return `trap ${choose.pick('""', '""', "-")} TERM; ${group}${quietly}`;
    },
    () => choose.pick("kill -TERM -1", "kill -- -1") + quietly,
    () =>
      choose.pick(
        "kill $(jobs -p)",
        'kill "$(jobs -p)"',
        "jobs -p | xargs kill",
        "jobs -p | xargs -r kill -TERM",
        "kill %1",
        "kill %%",
        "kill %2",
        "kill %-",
        "kill %app",
        "kill %?app2",
      ) + quietly,
    () => choose.pick("kill $!", "kill -TERM $!") + quietly,
    () =>
      choose.pick(
        `pkill ${services.names[0]}`,
        "pkill -P $$",
        "pkill -TERM -P $$",
        "killall app",
        "pkill -x app",
        "kill $(pgrep app)",
        "kill $(pgrep -x app)",
        "kill $(pidof app)",
      ),
    () =>
      choose.pick(
        `kill -9 ${pids}`,
        `kill -INT ${pids}`,
        `kill -QUIT ${pids}`,
        `kill -HUP ${pids}`,
        `kill -KILL ${pids}`,
      ),
    () =>
      choose.pick(
        'trap "" TERM; kill 0',
        'trap "" TERM; kill -TERM 0',
        "trap - TERM; kill 0",
        "trap - TERM; kill -- -$$",
      ),
  );
}

function killSome(choose: Choices): string {
  if (choose.chance(10))
    return choose.pick("kill -TERM --", "kill -s TERM --", "kill -sTERM", "kill -n TERM");
  return choose.pick("kill", "kill", "kill", "kill -TERM", "kill -s TERM", "kill -15", "kill -SIGTERM");
}

function waitPart(choose: Choices, services: Services): string {
  const pids = pidWords(choose, services);
  const several = /\s|^\$(pids|@|\*)|pids\[|@/.test(pids);
  return choose.make(
    () => "wait",
    () => "wait",
    () => `wait ${pids}${choose.pick("", "", " || true", " 2>/dev/null")}`,
    () => `wait ${pids}`,
    () =>
      several
        ? `for p in ${pids}; do wait $p; done`
        : `while kill -0 ${pids} 2>/dev/null; do sleep 0.1; done`,
    () => (several ? "wait" : `while kill -0 ${pids} 2>/dev/null; do sleep 1; done`),
    () => "wait $!",
    () => "sleep 1",
    () => (choose.isDash ? "wait" : "wait -n"),
    () =>
      choose.pick(
        "wait; wait",
        "jobs >/dev/null",
        "wait || true",
        "sleep 60",
        "sleep 0.1",
        "sleep 1 & wait $!",
      ),
  );
}
