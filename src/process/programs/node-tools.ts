import type { Conduct, NestedCommand, Source } from "./conduct.ts";
import { hasOption, optionValue, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  type Call,
  commandLine,
  FORWARDS,
  MEASURED,
  type ProgramRow,
  STRANGER,
  supervises,
  supervising,
  unknown,
  varying,
  words,
} from "./program-row.ts";
import { scriptRunners } from "./script-runners.ts";

/** Node.js and the programs around it that start others. */
export const nodeTools: readonly ProgramRow[] = [
  varying("node nodejs", MEASURED, node),
  varying("nodemon", MEASURED, nodemon, "supervises"),
  varying("tsx", MEASURED, tsx, "supervises"),
  varying("ts-node ts-node-esm ts-node-transpile-only", MEASURED, runtime),
  varying("babel-node", MEASURED, runtime),
  varying("ts-node-dev tsnd", MEASURED, tsNodeDev, "supervises"),
  ...scriptRunners,
  supervising("cross-env", MEASURED, FORWARDS, "nothing", { assignments: true }),
  varying("cross-env-shell", MEASURED, crossEnvShell, "supervises"),
  varying("dotenv", MEASURED, dotenv),
  varying("dotenvx", MEASURED, dotenvx),
];

/** `node -v` says something and ends; `--watch` starts a second node. */
function node({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, {
    valued: "-r -C --require --import --loader --conditions --env-file --max-old-space-size",
  });
  if (found.kind === "unknown") return STRANGER;
  const { options, from } = found;
  if (hasOption(options, "-v --version -h --help --v8-options -c --check")) return BRIEF;
  if (from === null) return hasOption(options, "-e --eval -p --print --run") ? STRANGER : BRIEF;
  const isWatching =
    hasOption(options, "--watch --watch-path") && !hasOption(options, "-e --eval -p --print");
  return isWatching ? supervises([words("node", ...argv.slice(from))], FORWARDS, source) : STRANGER;
}

function runtime({ argv }: Call): Conduct {
  return argv.length < 2 || ["-v", "--version", "-h", "--help"].includes(argv[1] ?? "") ? BRIEF : STRANGER;
}

/** It signals the program and leaves without waiting. */
function tsNodeDev({ argv }: Call, source: Source): Conduct {
  if (argv.length < 2) return BRIEF;
  return supervises([words("node", ...argv.slice(1))], { kind: "forwards-and-leaves", to: "child" }, source);
}

/** nodemon sends SIGTERM and, in the same breath, SIGINT. `--exec` goes through a shell; with nothing named it is the package. */
function nodemon({ argv }: Call, source: Source): Conduct {
  const valued = "-x -e -w -i -d -s -I --exec --ext --watch --ignore --delay --signal --config --cwd";
  const found = readArguments(argv, { valued });
  if (found.kind === "unknown") return found;
  if (hasOption(found.options, "-v --version -h --help")) return BRIEF;
  const exec = optionValue(found.options, "-x --exec");
  const script = found.from === null ? [] : argv.slice(found.from);
  const index = argv.findIndex((word, at) => at > 0 && word === exec);
  const command: NestedCommand =
    exec === null
      ? words("node", ...(script.length === 0 ? ["."] : script))
      : index > 0 && script.length === 0
        ? { kind: "string-word", index, shell: "/bin/sh" }
        : commandLine([exec, ...script].join(" "));
  return supervises([command], { kind: "forwards", to: "child", as: "SIGINT" }, source);
}

function tsx({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "--tsconfig --env-file --import --require -r" });
  if (found.kind === "unknown") return found;
  if (found.from === null) return hasOption(found.options, "-e --eval -p") ? STRANGER : BRIEF;
  const [first = "", ...rest] = argv.slice(found.from);
  const script = first === "watch" ? rest.filter((word) => !word.startsWith("-")) : [first, ...rest];
  return supervises([words("node", ...script)], FORWARDS, source);
}

function crossEnvShell({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { assignments: true });
  if (found.kind === "unknown") return found;
  return found.from === null
    ? BRIEF
    : supervises([commandLine(argv.slice(found.from).join(" "))], FORWARDS, source);
}

/** `dotenvx run -f .env -- command`; what else it does is brief. */
function dotenvx({ argv }: Call, source: Source): Conduct {
  const at = argv.indexOf("run");
  if (at === -1) return BRIEF;
  const valued =
    "-e -f -fv -fk -l --env --env-file --env-vault-file --env-keys-file --log-level --convention --ops-off";
  const found = readArguments(argv, { valued }, at + 1);
  if (found.kind === "unknown") return found;
  return found.from === null ? BRIEF : supervises([{ kind: "rest", from: found.from }], FORWARDS, source);
}

/** The `dotenv` of npm; python-dotenv's namesake has `run`, which starts a child before release 1.1 and execs since. */
function dotenv({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-e -v -p -c -f --file" });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  if (argv[found.from] === "run")
    return unknown("what `dotenv run` does with signals depends on its release");
  return supervises([{ kind: "rest", from: found.from }], FORWARDS, source);
}
