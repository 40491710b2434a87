import type { Conduct, NestedCommand, Source, SupervisorOnStop, Surroundings } from "./conduct.ts";
import { hasOption, type Options, optionValue, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  becomes,
  type Call,
  detaches,
  FORWARDS,
  MEASURED,
  type ProgramRow,
  replacing,
  supervises,
  varying,
} from "./program-row.ts";

const SU_OPTIONS =
  "-c -s -g -G -w -u --command --session-command --shell --group --supp-group --whitelist-environment --user";
const SUDO_OPTIONS =
  "-u -g -h -p -C -D -R -T -U -r -t --user --group --host --prompt --close-from --chdir --chroot --command-timeout --other-user --role --type";

/** util-linux and PAM programs pass SIGTERM on, and send SIGKILL two seconds later. */
const KILLS_AFTER_TWO: SupervisorOnStop = { kind: "forwards-then-kills", seconds: 2 };

/** Programs that change the user and start a command. */
export const privilegeDroppers: readonly ProgramRow[] = [
  replacing("gosu", MEASURED, { skip: 1, style: "none" }),
  replacing("su-exec", "https://github.com/ncopa/su-exec/blob/master/su-exec.c", { skip: 1, style: "none" }),
  replacing("setpriv", MEASURED, {
    valued:
      "--ambient-caps --inh-caps --bounding-set --ruid --euid --reuid --rgid --egid --regid --groups --securebits --pdeathsig --selinux-label --apparmor-profile --landlock-access --landlock-rule --seccomp-filter",
  }),
  varying("chpst", MEASURED, chpst, "replaces"),
  ...["s6-setuidgid", "setuidgid", "s6-envuidgid", "envuidgid"].map((name) =>
    replacing(name, MEASURED, { skip: 1, style: "none" }),
  ),
  replacing("s6-applyuidgid", MEASURED, { valued: "-u -g -G" }),
  replacing("chroot", MEASURED, { skip: 1, valued: "--userspec --groups" }),
  varying("capsh", MEASURED, capsh, "replaces"),
  varying("su", MEASURED, su),
  varying("runuser", MEASURED, runuser),
  varying("sudo", MEASURED, sudo),
  varying("doas", MEASURED, doas),
  varying("sg", MEASURED, (call, source) => shellOf(call, source, { kind: "default" })),
];

function chpst({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-u -U -b -e -/ -C -n -l -L -m -d -o -p -f -c -r -t" });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const command = { kind: "rest", from: found.from } as const;
  return { ...becomes(command, source), ...(found.options.has("-P") ? { leads: "session" as const } : {}) };
}

/** What follows `--` are arguments of the bash that it becomes. */
function capsh({ argv }: Call, source: Source): Conduct {
  const at = argv.indexOf("--");
  if (at < 0) return BRIEF;
  if (argv[at + 1] === "-c" && argv.length === at + 3)
    return becomes({ kind: "string-word", index: at + 2, shell: "/bin/bash" }, source);
  return becomes({ kind: "words", argv: ["/bin/bash", ...argv.slice(at + 1)] }, source);
}

/** busybox su becomes the user's shell; util-linux su stays above it. */
function su(call: Call, source: Source): Conduct {
  return shellOf(call, source, call.around.busybox ? null : KILLS_AFTER_TWO);
}

function runuser(call: Call, source: Source): Conduct {
  const found = readArguments(call.argv, { valued: SU_OPTIONS });
  if (found.kind === "unknown") return found;
  if (!hasOption(found.options, "-u --user")) return su(call, source);
  if (found.from === null) return BRIEF;
  return supervises([{ kind: "rest", from: found.from }], KILLS_AFTER_TWO, source);
}

/** `su [options] [-] [user [arguments]]`: options may stand anywhere, and the user's shell runs `-c`. */
function shellOf({ argv, around }: Call, source: Source, onStop: SupervisorOnStop | null): Conduct {
  const found = readAnywhere(argv);
  if (found.kind === "unknown") return found;
  const { options, operands } = found;
  const shell = optionValue(options, "-s --shell") ?? loginShell(operands[0] ?? "root", around);
  const text = optionValue(options, "-c --command --session-command");
  const index = text === null ? -1 : argv.findIndex((word, at) => at > 0 && word === text);
  const command: NestedCommand =
    text === null
      ? { kind: "words", argv: [shell, ...operands.slice(1)] }
      : index > 0
        ? { kind: "string-word", index, shell, args: operands.slice(1) }
        : { kind: "words", argv: [shell, "-c", text, ...operands.slice(1)] };
  return onStop === null ? becomes(command, source) : supervises([command], onStop, source);
}

type Anywhere =
  | { readonly kind: "read"; readonly options: Options; readonly operands: readonly string[] }
  | { readonly kind: "unknown"; readonly reason: string };

/** Options and operands in any order (getopt_long(3) without POSIXLY_CORRECT). */
function readAnywhere(argv: readonly string[]): Anywhere {
  const options = new Map<string, string>();
  const operands: string[] = [];
  let start = 1;
  const dashes = argv.indexOf("--");
  const own = dashes < 0 ? argv : argv.slice(0, dashes);
  const behind = dashes < 0 ? [] : argv.slice(dashes + 1);
  for (;;) {
    const found = readArguments(own, { valued: SU_OPTIONS, skip: 1 }, start);
    if (found.kind === "unknown") return found;
    for (const [name, value] of found.options) options.set(name, value);
    operands.push(...found.operands.filter((word) => word !== "-"));
    if (found.from === null) return { kind: "read", options, operands: [...operands, ...behind] };
    start = found.from;
  }
}

/** root and the database users of the Debian packages have bash where there is any; useradd gives `/bin/sh`. */
function loginShell(user: string, around: Surroundings): string {
  const passwd = around.readFile("/etc/passwd")?.text ?? "";
  const line = passwd.split("\n").find((each) => each.startsWith(`${user}:`));
  const known = line?.split(":")[6];
  if (known !== undefined && known !== "") return known;
  return !around.busybox && ["root", "postgres"].includes(user) ? "/bin/bash" : "/bin/sh";
}

function sudo({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: SUDO_OPTIONS, assignments: true });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  if (hasOption(found.options, "-b --background")) return detaches(argv[found.from] ?? "", source);
  return supervises([{ kind: "rest", from: found.from }], FORWARDS, source);
}

/** With PAM (Debian) doas stays and kills as su does; Alpine builds it without PAM, and there it becomes the command. */
function doas({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-u -a -C" });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const command = { kind: "rest", from: found.from } as const;
  return around.busybox ? becomes(command, source) : supervises([command], KILLS_AFTER_TWO, source);
}
