import type { Choices } from "./choices.ts";
import { pidWords, type Services } from "./services.ts";

/** Where the script spends its time once everything is started, and what follows. */
export function chooseRest(choose: Choices, services: Services): string[] {
  const pids = pidWords(choose, services);
  const several = /\s|^\$(pids|@|\*)|pids\[|@/.test(pids);
  const poll = choose.pick("0.2", "0.4", "1");
  return choose.make(
    () => ["wait"],
    () => ["wait"],
    () => ["wait", ...after(choose, services)],
    () => [`wait ${pids}`],
    () => [`wait ${pids}`],
    () => [`wait ${pids}`, ...after(choose, services)],
    () => [
      `wait ${pids} ${choose.pick("|| true", "|| exit $?", "&& echo done", "2>/dev/null", `|| wait ${pids}`)}`,
      ...after(choose, services),
    ],
    () => ["wait $!", ...after(choose, services)],
    () =>
      choose.isDash
        ? ["wait"]
        : [
            choose.pick("wait -n", "wait -n", "wait -n; exit $?", "wait -n || exit 1"),
            ...after(choose, services),
          ],
    () =>
      several
        ? [`for p in ${pids}; do`, "  wait $p", "done"]
        : [`while kill -0 ${pids} 2>/dev/null; do sleep ${poll}; done`],
    () =>
      several || pids.includes("$!")
        ? ["wait", "wait"]
        : [`while kill -0 ${pids} 2>/dev/null; do`, `  sleep ${poll} & wait $!`, "done"],
    () => (several ? ["wait"] : [`until ! kill -0 ${pids} 2>/dev/null; do`, `  sleep ${poll}`, "done"]),
    () => [
      choose.pick(
        `while :; do sleep ${poll}; done`,
        `while true; do sleep ${poll}; done`,
        `until false; do sleep ${poll}; done`,
      ),
    ],
    () => [
      choose.pick(
        "while :; do sleep 60; done",
        "while true; do sleep 60 & wait $!; done",
        "while sleep 60; do :; done",
        "while :; do sleep 60 & wait $! || break; done",
      ),
    ],
    () => [
      choose.pick(
        "sleep infinity & wait $!",
        "sleep infinity & wait",
        "sleep infinity",
        "tail -f /dev/null",
        "exec tail -f /dev/null",
        "tail -f /dev/null & wait $!",
        "tail -f /dev/null &\nwait",
      ),
    ],
    () => [`${choose.pick("exec ", "exec ", "", "")}${choose.pick("app3", "app2", "app", "plain-app")}`],
    () => [
      choose.pick(
        "mkfifo /tmp/fifo; exec 3<>/tmp/fifo; read line <&3",
        "mkfifo /tmp/fifo; exec 3<>/tmp/fifo; while read -r line; do :; done <&3",
        "mkfifo /tmp/fifo; cat /tmp/fifo",
        "x=$(sleep infinity)",
        "sleep infinity | cat",
      ),
    ],
    () =>
      choose.isDash
        ? ["wait"]
        : [
            "mkfifo /tmp/fifo",
            "exec 3<>/tmp/fifo",
            choose.pick(
              `while kill -0 ${pids} 2>/dev/null; do read -t 0.4 line <&3; done`,
              "while ! read -t 60 line <&3; do :; done",
              "until read -t 0.3 line <&3; do :; done",
            ),
          ],
    // busybox that spins is at times too late to see a child die.
    () => (several || choose.shell === "ash" ? ["wait"] : [`while kill -0 ${pids} 2>/dev/null; do :; done`]),
    () => [
      choose.pick(
        "{ wait; }",
        "if wait; then echo done; fi",
        "wait && wait",
        "! wait",
        "wait || wait",
        "eval wait",
        "command wait",
        "rest() { wait; }\nrest",
      ),
    ],
    () => [`wait ${pids}`, `status=$?`, ...after(choose, services), "exit $status"],
    () => [`until wait ${pids}; do`, "  echo again", "  sleep 0.1", "done"],
    () => ["set -m", "wait"],
  );
}

/** What people put behind the first `wait`, knowing that a trap ends it. */
function after(choose: Choices, services: Services): string[] {
  const pids = pidWords(choose, services);
  return choose.make(
    () => [],
    () => [`wait ${pids}`],
    () => ["wait"],
    () => ["trap - TERM", "wait"],
    () => ["trap - TERM INT", `wait ${pids}`],
    () => [choose.pick("exit $?", "exit 0", "echo done", "exit")],
    () => [`kill ${pids} 2>/dev/null`, choose.pick("wait", `wait ${pids}`, "exit")],
    () => [choose.pick("sleep 1", "sleep 60", "exec app2", "app3")],
    () => ["[ $? -gt 128 ] && wait"],
    () => ["status=$?", 'if [ "$status" -gt 128 ]; then', `  wait ${pids}`, "fi"],
    () => ["case $? in", "  143) wait ;;", "  *) exit 1 ;;", "esac"],
  );
}
