import type { Choices } from "./choices.ts";
import { condition } from "./foreground.ts";

/** What scripts do before they start anything: options, arguments, files, settings. */
export function prepare(choose: Choices): string[] {
  const lines: string[] = [];
  if (choose.chance(30))
    lines.push(
      choose.pick(
        "set -e",
        "set -e",
        "set -eu",
        "set -u",
        "set -ex",
        choose.isDash ? "set -e" : "set -eo pipefail",
        choose.isDash ? "set -eu" : "set -euo pipefail",
        "set -f",
        "set +e",
      ),
    );
  const count = choose.pick("0", "0", "1", "1", "2", "3");
  for (let at = 0; at < Number(count); at++) lines.push(...preparation(choose));
  return lines;
}

/** What bash runs around its own commands. */
const eventTraps = [
  "trap 'echo failed >&2' ERR",
  "trap 'exit 1' ERR",
  "trap 'wait' ERR",
  "set -E; trap 'exit 1' ERR",
  "trap - ERR",
  "trap : DEBUG",
  "trap 'count=$((count + 1))' DEBUG",
  "trap 'echo back >&2' RETURN",
  "set -T; trap : RETURN",
  "shopt -s expand_aliases",
];

/** What ends the shells that go by POSIX, makes bash drop the line, or is no more than a status. */
const errors = [
  "readonly MODE=app",
  "readonly MODE=web LEVEL=info; MODE=app",
  "readonly x=1 f=2 n",
  "readonly PORT=80; export PORT=81 || echo failed",
  "readonly NAME; unset NAME || true",
  "( readonly HOST=a; HOST=b; echo set ) || echo failed",
  "readonly OPTIND",
  ": $((1 / 0)); echo done",
  "command readonly ROLE=a; command export ROLE=b || true",
  "eval 'if'",
  "eval 'MODE=a; echo ready; done' || echo failed",
  "eval 'MODE=a\nfi' || true",
  "command eval 'esac' || echo failed",
  "command eval '. /not-there; MODE=b'",
  "check() { return none; }; check || echo failed",
  "command shift 9 || true",
];

function preparation(choose: Choices): string[] {
  return choose.make(
    () => [
      choose.pick(
        "cd /srv",
        'cd "$(dirname "$0")"',
        "cd /tmp || exit 1",
        "umask 022",
        "mkdir -p /tmp/data",
        "echo starting",
        "date >/tmp/started",
        "# the port comes from outside",
        "id >/tmp/who",
        "hash -r",
      ),
    ],
    () => [
      choose.pick(
        "export LEVEL=info",
        `PORT=\${PORT:-80}`,
        `: "\${HOST:=localhost}"`,
        `export PORT="\${PORT:-80}"`,
        "OPTIONS='--quiet --once'",
        "MODE=app",
        "MODE=other",
        'NAME="$(hostname)"',
        "LEVEL=$(echo info)",
        `ROLE=\${ROLE-app}`,
      ),
    ],
    () => [choose.pick("exec 2>&1", "exec >/tmp/log 2>&1", "exec 3>/tmp/fd", "exec 3>&1", "exec </dev/null")],
    () => [
      choose.pick(
        '[ -n "$DEBUG" ] && set -x',
        `[ -z "\${DEBUG:-}" ] || set -x`,
        "[ -f /srv/env ] && . /srv/env",
        "test -d /tmp/data || mkdir -p /tmp/data",
        "[ -f /tmp/ready ] || echo ready >/tmp/ready",
        "command -v app >/dev/null || exit 1",
        "which app >/dev/null && echo found",
        "case $- in *i*) exit ;; esac",
        "case $- in *e*) set +e ;; *B*) MODE=bash ;; esac",
        'case "$(uname)" in Linux) ;; *) exit 1 ;; esac',
        "(return 0 2>/dev/null) && MODE=sourced",
        "sh -e <<END\nexit 3\nEND",
        "sh -s a b <<'END'\nsleep 0.1; [ $# = 2 ]\nEND",
      ),
    ],
    () => [
      choose.pick(
        `if [ "\${1#-}" != "$1" ]; then set -- app "$@"; fi`,
        "[ $# -gt 0 ] || set -- app",
        '[ -z "$1" ] && set -- app',
        'set -- app "$@"',
        "set -- app2 --port 80",
        `case "\${1:--}" in -*) set -- app "$@" ;; esac`,
        'if [ "$1" = app ]; then shift; set -- app --quiet "$@"; fi',
      ),
    ],
    () => [
      `if ${condition(choose)}; then`,
      `  ${choose.pick("echo yes", "MODE=app", "export LEVEL=debug", "mkdir -p /tmp/data", "set -- app2")}`,
      "fi",
    ],
    () => [
      choose.pick("for f in a b c; do", "for f in /srv/*.sh; do", 'for f in "$@"; do'),
      choose.pick('  echo "$f"', "  [ -f $f ] && echo found", "  continue", "  break"),
      "done",
    ],
    () => [
      "n=0",
      `while [ $n -lt ${choose.pick("2", "3")} ]; do`,
      choose.pick("  n=$((n + 1))", "  n=$(expr $n + 1)"),
      "done",
    ],
    () => ["log() {", '  echo "$1" >&2', "}", "log starting"],
    () => [
      choose.pick(
        "( cd /tmp; MODE=other )",
        "{ MODE=app; }",
        "x=$(cd /tmp && pwd)",
        "echo a | while read -r x; do MODE=$x; done",
        "true || exit 1",
        "false || true",
        "! false",
        "true & wait",
        "sleep 0.1",
        "sleep 0.1 & wait $!",
      ),
    ],
    () => ["cat >/tmp/conf <<END\nport $PORT\nEND"],
    () => [
      `while getopts ${choose.pick("p:v", ":p:v", "q")} option; do`,
      "  case $option in",
      "    p) PORT=$OPTARG ;;",
      "    v) LEVEL=debug ;;",
      "    *) : ;;",
      "  esac",
      "done",
      choose.pick("shift $((OPTIND - 1))", "OPTIND=1", ":"),
    ],
    () => [
      choose.pick(
        "alias app2='app2 --quiet'",
        "alias start='exec app'",
        "alias wait='wait '",
        "alias app='env A=1 app'",
        "unalias -a",
      ),
    ],
    // busybox's looks at the time once a second, and leaves a timer to PID 1.
    () =>
      choose.shell === "ash"
        ? ["sleep 0.1"]
        : [choose.pick("timeout 0.2 sleep 60 || true", "timeout 0.2 tail -f /dev/null | cat")],
    () => (choose.isBash ? [choose.pick(...eventTraps)] : ["times >/tmp/times"]),
    () => (choose.chance(60) ? [choose.pick(...errors)] : []),
  );
}
