import type { Conduct, NestedCommand, Source } from "./conduct.ts";
import { type Grammar, hasOption, optionValue, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  becomes,
  type Call,
  commandLine,
  DEFAULT,
  FORWARDS,
  MEASURED,
  type ProgramRow,
  supervises,
  supervising,
  varying,
} from "./program-row.ts";

const DASHES: Grammar = { style: "dashes" };

/** Programs that wait for something, fetch secrets or prepare a display, and then start a command. */
export const commandRunners: readonly ProgramRow[] = [
  varying("wait-for-it wait-for-it.sh wait_for_it.sh", MEASURED, afterDashes),
  varying("wait-for wait-for.sh", "https://github.com/eficode/wait-for/blob/master/wait-for", afterDashes),
  varying("dockerize", "https://github.com/jwilder/dockerize/blob/master/exec.go", dockerize),
  varying("chamber", "https://github.com/segmentio/chamber/blob/master/cmd/exec_unix.go", afterDashes),
  varying("doppler", "https://github.com/DopplerHQ/cli/blob/master/pkg/utils/util.go", doppler),
  varying("aws-vault", "https://github.com/99designs/aws-vault/blob/master/cli/exec.go", awsVault),
  varying("vault-env", "https://github.com/bank-vaults/vault-env/blob/main/main.go", vaultEnv),
  varying("xvfb-run", MEASURED, xvfbRun, "supervises"),
  supervising("dbus-run-session", MEASURED, DEFAULT, "nothing", { valued: "--config-file --dbus-daemon" }),
];

/** `… -- command`; without it, only the waiting. */
function afterDashes({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, DASHES);
  if (found.kind === "unknown") return found;
  return found.from === null ? BRIEF : becomes({ kind: "rest", from: found.from }, source);
}

/** Xvfb tells its parent by SIGUSR1 that it is ready, but never PID 1: there the script waits for ever, before the command. */
function xvfbRun({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, {
    valued: "-e -f -n -p -s -w --error-file --auth-file --server-num --xauth-protocol --server-args --wait",
  });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  if (around.isPid1) return { kind: "rests", seconds: null };
  return supervises([{ kind: "rest", from: found.from }], DEFAULT, source);
}

/** Passes SIGTERM on, and SIGKILL after ten seconds; without a command it shows files with `-stdout`. */
function dockerize({ argv }: Call, source: Source): Conduct {
  const valued =
    "-template -wait -timeout -wait-http-header -wait-retry-interval -stdout -stderr -env -env-section -delims -validate-cert -skip-tls-verify-file";
  const found = readArguments(argv, {
    style: "go",
    valued: `${valued} ${valued.replaceAll(/(^| )-/g, "$1--")}`,
  });
  if (found.kind === "unknown") return found;
  if (found.from === null)
    return hasOption(found.options, "-stdout -stderr --stdout --stderr")
      ? { kind: "rests", seconds: null }
      : BRIEF;
  return supervises(
    [{ kind: "rest", from: found.from }],
    { kind: "forwards-then-kills", seconds: 10 },
    source,
  );
}

function doppler({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, DASHES);
  if (found.kind === "unknown") return found;
  if (!argv.slice(0, found.from ?? argv.length).includes("run")) return BRIEF;
  const at = argv.indexOf("--command");
  const text = at < 0 ? optionValue(found.options, "--command") : null;
  const command: NestedCommand | null =
    found.from !== null
      ? { kind: "rest", from: found.from }
      : at > 0 && at + 1 < argv.length
        ? { kind: "string-word", index: at + 1, shell: "/bin/sh" }
        : text !== null
          ? commandLine(text)
          : null;
  return command === null ? BRIEF : supervises([command], FORWARDS, source);
}

/** Becomes the command, unless it also serves credentials to it. */
function awsVault({ argv }: Call, source: Source): Conduct {
  if (argv[1] !== "exec") return BRIEF;
  const found = readArguments(argv, { skip: 1, valued: "-d -t --duration --region --mfa-token --prompt" }, 2);
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const command: NestedCommand = { kind: "rest", from: found.from };
  const serves = hasOption(found.options, "-s --server --ec2-server --ecs-server");
  return serves ? supervises([command], FORWARDS, source) : becomes(command, source);
}

function vaultEnv({ argv, around }: Call, source: Source): Conduct {
  if (argv.length < 2) return BRIEF;
  const command: NestedCommand = { kind: "rest", from: 1 };
  const isDaemon = /^(1|t|true)$/i.test(around.env("VAULT_ENV_DAEMON") ?? "");
  return isDaemon ? supervises([command], FORWARDS, source) : becomes(command, source);
}
