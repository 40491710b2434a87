import type { Choices } from "./choices.ts";

/** By which name the script's own shell is found. */
export function nameOfShell({ shell }: Choices): "bash" | "sh" {
  return shell === "bash" ? "bash" : "sh";
}

/** How an entrypoint starts another script of the image, as `./run.sh`: as itself, beside it, or with something between. */
export function startNested(choose: Choices): string[] {
  const start = choose.pick(
    "./run.sh",
    "./run.sh",
    `${nameOfShell(choose)} ./run.sh`,
    `${nameOfShell(choose)} -e run.sh`,
    '/srv/run.sh "$@"',
    "./run.sh app",
  );
  const trap = choose.pick(
    "trap 'kill $pid' TERM",
    "trap 'kill $pid; wait $pid' TERM",
    "trap 'kill -TERM $pid; wait' TERM INT",
    "trap 'kill $pid; exit 0' TERM",
    "trap 'exit 0' TERM",
    "trap '' TERM",
    "trap : TERM",
    "trap 'kill 0' EXIT",
    "trap 'kill $(jobs -p)' EXIT; trap 'exit 143' TERM",
  );
  return choose.make(
    () => [`exec ${start}`],
    () => [`exec ${start}`],
    () => [start],
    () => [start, choose.pick("exit $?", "echo over", "exec app2", "app3")],
    () => [`${choose.pick(". ./run.sh", ". /srv/run.sh", '. "$(dirname "$0")/run.sh"')}`],
    () => [
      `${choose.pick(". ./run.sh", ". /srv/run.sh")}`,
      choose.pick("exec app", "app", "wait", "echo over"),
    ],
    () => [
      `${start} &`,
      "pid=$!",
      trap,
      choose.pick("wait", "wait $pid", "wait $pid\nwait $pid", "wait; wait"),
    ],
    () => [
      trap,
      `${start} &`,
      "pid=$!",
      choose.pick("wait", "wait $pid", "wait $pid; wait $pid", "sleep 60", "app"),
    ],
    () => [trap, start],
    () => [trap, `exec ${start}`],
    () => [`(${choose.pick("", "cd /tmp; cd /srv; ", "exec ")}${start})`],
    () => [`${start} | cat`],
    () => [
      `${choose.maybe(50, "exec ")}${choose.pick("env", "env A=1", "nice", "setsid", "tini -s --", "dumb-init", "timeout 60", "nohup", "xargs")} ${start.replace(' "$@"', "")}`,
    ],
    () =>
      [
        `${choose.pick("if", "until", "while !")} ${start}; ${choose.pick("then\n  app\nfi", "do sleep 1; done")}`,
      ].map((line) => (/^if.*do sleep|^(until|while).*then/s.test(line) ? start : line)),
    () => [
      "run() {",
      `  ${choose.maybe(40, "exec ")}${start}`,
      "}",
      choose.pick("run", "run &\nwait", "run app"),
    ],
    () => [`sh -c '${choose.maybe(40, "exec ")}${start.replace(' "$@"', "")}'`],
    () => ["app &", `exec ${start}`],
    () => ["app2 &", start, "wait"],
    () => ["set -m", `${start} &`, "pid=$!", trap, "wait $pid"],
  );
}
