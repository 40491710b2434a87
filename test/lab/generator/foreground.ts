import type { Choices } from "./choices.ts";

/** A service that the script rests on or becomes, with what may stand around it. */
export function foreground(choose: Choices): string[] {
  const depth = choose.from(0, 2);
  let lines = [command(choose)];
  for (let level = 0; level < depth; level++) lines = around(choose, lines);
  return lines;
}

function command(choose: Choices): string {
  const exec = choose.maybe(45, "exec ");
  const name = choose.pick("app", "app", "app", "app2", "plain-app");
  const args = choose.pick("", "", "", " --port 80", ' --port "$PORT"', " $OPTIONS", ' "$@"');
  const to = choose.pick(
    "",
    "",
    "",
    "",
    " >/tmp/log",
    " 2>&1",
    " >/tmp/log 2>&1",
    " </dev/null",
    " >>/tmp/log 2>&1 </dev/null",
  );
  return choose.make(
    () => `${exec}${name}${args}${to}`,
    () => `${exec}${name}${args}${to}`,
    () => `${exec}${name}${args}${to}`,
    () => `${exec}${wrapper(choose)} ${name}`,
    () => `${exec}${choose.pick('"$@"', "$@", `"\${@}"`, '"$1"', "$1", "$*")}`,
    () => `${exec}sh -c ${shellString(choose, name)}`,
    () => `A=1 ${exec}${name}`,
    () => `cmd=${choose.pick(name, `"${name} --port 80"`)}; ${exec}$cmd`,
    () => `cmd="exec ${name}"; $cmd`,
    () => `${exec}${name} | ${choose.pick("cat", "cat >/tmp/log", "tee /tmp/log", "sed s/a/b/")}`,
    () =>
      `${choose.pick(`echo "$(${name})"`, `x=$(${name})`, `x=$(exec ${name})`, `: "$(${name})"`, `cat <<END\n$(${name})\nEND`)}`,
    () => `command ${exec}${name}`,
    () => `${exec}${choose.pick("env", "env A=1", "nohup", "nice", "nice -n 5")} ${name}`,
    () =>
      `${choose.pick("eval", "eval exec", 'eval "exec', 'eval "true;')} ${name}`.replace(
        /^(eval ".*)$/,
        '$1"',
      ),
    () =>
      choose.isBash
        ? choose.pick(
            `cmd=(${name} --port 80); ${exec}"\${cmd[@]}"`,
            `${exec}${name} > >(cat)`,
            `exec -a other ${name}`,
            `cmd=(exec ${name}); "\${cmd[@]}"`,
          )
        : `command exec ${name}`,
    () => `${name} &\n${choose.pick("wait", "wait $!", "wait $! || exit 1")}`,
    () => `echo ready; ${exec}${name}; echo over`,
  );
}

function wrapper(choose: Choices): string {
  const names = [
    "tini --",
    "tini -g --",
    "dumb-init",
    "dumb-init -c --",
    "gosu root",
    "setpriv --",
    "timeout 60",
    "timeout -s INT 60",
    "su root -c",
    "nice",
    "stdbuf -oL",
    "setsid",
    "flock /tmp/lock",
    "xargs",
    "env -i PATH=$PATH",
    "chroot /",
  ];
  // busybox knows no -w.
  return choose.pick(...names, choose.shell === "ash" ? "nice" : "setsid -w");
}

function shellString(choose: Choices, name: string): string {
  return choose.pick(
    `"${name}"`,
    `"exec ${name}"`,
    `"true; ${name}"`,
    `"true && ${name}"`,
    `"cd /tmp; exec ${name}"`,
    `"${name}; true"`,
    `"${name} & wait"`,
    `"${name} >/tmp/log 2>&1"`,
    `'trap "kill \\$!; wait" TERM; ${name} & wait'`,
    `'trap "exit 0" TERM; ${name} & wait'`,
    `'exec "$@"' sh ${name}`,
    `'exec "$0"' ${name}`,
    `'"$@"' sh ${name}`,
    `"${name} | cat"`,
    `"{ ${name}; }"`,
    `"( ${name} )"`,
    `"if true; then ${name}; fi"`,
  );
}

/** Puts a construct around some lines, which may make them run again and again. */
export function around(
  choose: Choices,
  lines: readonly string[],
  times: "once" | "often" = "often",
): string[] {
  const body = lines.map((line) => `  ${line}`);
  const [line = ""] = lines;
  const joined = lines.length === 1 && !line.includes("\n") && !/^!|&$/.test(line) ? line : null;
  const word = choose.pick("app", "app --port 80", "");
  return choose.make(
    () => [`if ${condition(choose)}; then`, ...body, "fi"],
    () => [
      `if ${condition(choose)}; then`,
      ...body,
      "else",
      `  ${choose.pick("exec app", "app", "exit 1", "echo other")}`,
      "fi",
    ],
    () => [
      `if ${condition(choose)}; then`,
      `  ${choose.pick("exec app", "app", "echo other", ":")}`,
      "else",
      ...body,
      "fi",
    ],
    () => ["{", ...body, "}"],
    () => ["(", ...body, ")"],
    () => [
      "run() {",
      ...body,
      "}",
      choose.pick(
        "run",
        'run "$@"',
        "run || exit 1",
        "run && echo done",
        `run ${word}`,
        "run app2",
        "( run )",
        "run &\nwait",
      ),
    ],
    () => [
      `case ${choose.pick('"$1"', `"\${1:-app}"`, `"\${MODE:-app}"`, '"$#"')} in`,
      `  ${choose.pick("app | serve", "app*", "app", "0", "[0-9]", "-*")})`,
      ...body.map((line) => `  ${line}`),
      "    ;;",
      "  *)",
      `    ${choose.pick("exec app2", "app2", 'exec "$@"', "echo unknown")}`,
      "    ;;",
      "esac",
    ],
    () => [
      "for i in 1 2; do",
      ...body,
      times === "once" ? "  break" : choose.pick("  break", "  :", "  sleep 1"),
      "done",
    ],
    () => [
      choose.pick("while :; do", "while true; do", "until false; do"),
      ...body,
      times === "once" ? "  break" : choose.pick("  break", "  sleep 1", "  sleep 1", "  exit"),
      "done",
    ],
    () =>
      joined === null
        ? ["{", ...body, "} 2>&1"]
        : [
            `${choose.pick("true && ", "false || ", "cd /tmp && ", "[ -d /tmp ] && ", ": && ", "! ")}${joined}`,
          ],
    () =>
      joined === null
        ? [...lines]
        : [
            `${joined} ${choose.pick("|| true", "|| exit 1", "&& echo done", "|| echo failed", "; true", "|| exec app2")}`,
          ],
    () => [...lines, choose.pick("exit $?", "exit 0", "echo over", "true", "status=$?", "exec app2")],
    () => ["main() {", ...body, "}", 'main "$@"'],
  );
}

/** Conditions that hold or do not, decided by nothing outside. */
export function condition(choose: Choices): string {
  const plain = choose.pick(
    "true",
    "false",
    '[ -n "$1" ]',
    '[ "$1" = app ]',
    '[ "$#" -gt 0 ]',
    "[ $# -eq 0 ]",
    "[ -d /tmp ]",
    "[ -f /no/such ]",
    "[ ! -f /no/such ]",
    '[ -z "$MODE" ]',
    `[ "\${1#-}" != "$1" ]`,
    `[ "\${MODE:-app}" = app ]`,
    "command -v app >/dev/null",
    '[ "$(id -u)" = 0 ]',
    'test "$1" != app',
    '[ "$1" = app ] && [ $# -gt 1 ]',
    '[ "$1" = app3 ] || [ -z "$1" ]',
    "! false",
    "[ $$ -eq 1 ]",
  );
  if (choose.isDash || !choose.chance(25)) return plain;
  return choose.pick(
    '[[ -n "$1" ]]',
    "[[ $1 == app ]]",
    "[[ $1 == a* ]]",
    '[[ -z "$MODE" && -d /tmp ]]',
    "[[ $# -gt 0 ]]",
    '[[ "$1" != -* ]]',
  );
}
