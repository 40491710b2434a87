import { absoluteImagePath } from "../../script/image-path.ts";
import type { Conduct, Source } from "./conduct.ts";
import { type Grammar, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  becomes,
  type Call,
  DEFAULT,
  detaches,
  FORWARDS,
  type How,
  LEAVES,
  MEASURED,
  type ProgramRow,
  replacing,
  STRANGER,
  SWALLOWS,
  serves,
  supervises,
  unknown,
  varying,
  words,
} from "./program-row.ts";
import { stops } from "./stop-commands.ts";

type Nested = (from: number, source: Source, call: Call) => Conduct;

const UV = "https://docs.astral.sh/uv/concepts/projects/run/#signal-handling";
const MAMBA = "https://github.com/mamba-org/mamba/blob/main/libmamba/src/core/run.cpp";
const MAMBA_OPTIONS = "-n -p -a -e -r --name --prefix --cwd --env --attach --label --root-prefix";

const execs: Nested = (from, source) => becomes({ kind: "rest", from }, source);
const terminates: Nested = (from, source) =>
  supervises([{ kind: "rest", from }], { kind: "forwards-then-kills", seconds: 3 }, source);
const standsStill: Nested = (from, source) => supervises([{ kind: "rest", from }], DEFAULT, source);

/** `tool verb [options] command`; any other verb of the tool is brief. */
function afterVerb(
  names: string,
  verbs: string,
  how: How,
  nested: Nested,
  grammar: Grammar = {},
): ProgramRow {
  const allowed = verbs.split(" ");
  return varying(names, how, (call, source) => {
    const before = readArguments(call.argv, grammar);
    if (before.kind === "unknown") return before;
    const at = before.from;
    if (at === null || !allowed.includes(call.argv[at] ?? "")) return BRIEF;
    return commandBehind(call, source, nested, grammar, at + 1);
  });
}

/** What is nested in a call, from the word `from` on, behind the options; without a command the tool is brief. */
function commandBehind(call: Call, source: Source, nested: Nested, grammar: Grammar, from = 1): Conduct {
  const found = readArguments(call.argv, grammar, from);
  if (found.kind === "unknown") return found;
  return found.from === null ? BRIEF : nested(found.from, source, call);
}

/** Tools of a language that start a program within its environment, or build it first. */
export const launchers: readonly ProgramRow[] = [
  afterVerb("poetry", "run", MEASURED, execs, { valued: "-C -P --directory --project" }),
  afterVerb("pipenv", "run", MEASURED, execs, { valued: "--python" }),
  afterVerb("pdm", "run", MEASURED, forwards, { valued: "-p --project --venv" }),
  afterVerb(
    "hatch",
    "run",
    "https://github.com/pypa/hatch/blob/master/src/hatch/utils/platform.py",
    standsStill,
    { valued: "-e --env" },
  ),
  afterVerb("uv", "run", UV, forwardsButInterrupt, {
    valued:
      "-p -w --python --with --with-requirements --with-editable --extra --group --only-group --no-group --package --project --directory --env-file --index --index-url --cache-dir --config-file --from",
  }),
  varying("uvx", UV, (call, source) =>
    commandBehind(call, source, forwardsButInterrupt, { valued: "-p -w --python --with --from" }),
  ),
  afterVerb("conda", "run", "https://github.com/conda/conda/issues/10351", standsStill, {
    valued: "-n -p --name --prefix --cwd",
  }),
  afterVerb("micromamba", "run", MAMBA, terminates, { valued: MAMBA_OPTIONS }),
  afterVerb("mamba", "run", MAMBA, () => unknown("mamba 1 does otherwise at a stop than mamba 2"), {
    valued: MAMBA_OPTIONS,
  }),
  varying("bundle bundler", MEASURED, bundle),
  varying(
    "opentelemetry-instrument",
    "https://github.com/open-telemetry/opentelemetry-python-contrib/blob/main/opentelemetry-instrumentation/src/opentelemetry/instrumentation/auto_instrumentation/__init__.py",
    instrument,
    "replaces",
  ),
  replacing(
    "ddtrace-run",
    "https://github.com/DataDog/dd-trace-py/blob/main/ddtrace/commands/ddtrace_run.py",
  ),
  varying(
    "newrelic-admin",
    "https://github.com/newrelic/newrelic-python-agent/blob/main/newrelic/admin/run_program.py",
    newrelic,
  ),
  varying("go", MEASURED, go),
  varying("cargo", MEASURED, cargo),
  varying("dotnet", "https://github.com/dotnet/cli/pull/10781", dotnet),
  varying("mvn mvnw", MEASURED, mvn),
  varying("gradle gradlew", MEASURED, gradle),
  varying("catalina.sh", MEASURED, catalina),
  varying("startup.sh shutdown.sh", MEASURED, startup),
  varying("zkServer.sh", MEASURED, zkServer),
  varying("solr", "https://github.com/apache/solr/blob/main/solr/bin/solr", solr),
];

/** pdm starts the command as its child and passes signals on; a Python file is run by Python. */
function forwards(from: number, source: Source, { argv }: Call, onStop = FORWARDS): Conduct {
  const program = argv[from] ?? "";
  if (program.endsWith(".py")) return supervises([words("python", ...argv.slice(from))], onStop, source);
  return supervises([{ kind: "rest", from }], onStop, source);
}

/** uv does the same, but takes the first SIGINT for one that a terminal has given to its child too. */
function forwardsButInterrupt(from: number, source: Source, call: Call): Conduct {
  return forwards(from, source, call, call.around.signal === "SIGINT" ? SWALLOWS : FORWARDS);
}

function bundle({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "--gemfile" });
  if (found.kind === "unknown") return found;
  if (found.from === null || argv[found.from] !== "exec") return BRIEF;
  const command = readArguments(argv, { valued: "--gemfile" }, found.from + 1);
  if (command.kind === "unknown") return command;
  return command.from === null ? BRIEF : becomes({ kind: "rest", from: command.from }, source);
}

/** Its options are long, and each takes a value. */
function instrument({ argv }: Call, source: Source): Conduct {
  let from = 1;
  while (argv[from]?.startsWith("--") === true && argv[from] !== "--")
    from += argv[from]?.includes("=") === true ? 1 : 2;
  if (argv[from] === "--") from++;
  return from >= argv.length ? BRIEF : becomes({ kind: "rest", from }, source);
}

function newrelic({ argv }: Call, source: Source): Conduct {
  if (argv[1] === "run-program" && argv.length > 2) return becomes({ kind: "rest", from: 2 }, source);
  if (argv[1] === "run-python") return becomes(words("python", ...argv.slice(2)), source);
  return BRIEF;
}

/**
 * go run has no handler of its own: its runtime ends the process at SIGTERM, and the program is left alone
 * (https://github.com/golang/go/issues/40467).
 */
function go({ argv }: Call, source: Source): Conduct {
  if (argv[1] !== "run") return argv[1] === "tool" ? STRANGER : BRIEF;
  const found = readArguments(
    argv,
    { style: "go", valued: "-ldflags -gcflags -tags -mod -exec -p -C -overlay -modfile" },
    2,
  );
  if (found.kind === "unknown") return found;
  const name = found.from === null ? "main" : (argv[found.from] ?? "main");
  return supervises([words(nameOfBuilt(name, "main"))], LEAVES, source);
}

/** `./cmd/server` is built as server, `main.go` as main. */
function nameOfBuilt(path: string, otherwise: string): string {
  const name = path.replace(/(?<!\/)\/+$/, "").replace(/\.\w+$/, "");
  const last = name.slice(name.lastIndexOf("/") + 1);
  return /^[\w-]+$/.test(last) ? last : otherwise;
}

/** cargo run becomes the program that it has built (cargo_util, ProcessBuilder::exec_replace). */
function cargo({ argv }: Call, source: Source): Conduct {
  const at = argv.findIndex((word, index) => index > 0 && !/^[-+]/.test(word));
  if (argv[at] === "watch") return unknown("siglint does not know what cargo-watch does with signals");
  if (argv[at] !== "run" && argv[at] !== "r") return BRIEF;
  const found = readArguments(
    argv,
    { valued: "-p -F --package --bin --example --features --manifest-path --target --target-dir --profile" },
    at + 1,
  );
  if (found.kind === "unknown") return found;
  const args = found.from === null ? [] : argv.slice(found.from);
  const name = found.options.get("--bin") ?? found.options.get("--example") ?? "program of cargo";
  return becomes(words(name, ...args), source);
}

const DOTNET_BRIEF =
  "build restore publish test pack clean new add remove list nuget tool sln ef dev-certs user-secrets workload format --info --version --list-sdks --list-runtimes -h --help";

/** `dotnet run` passes SIGTERM on, and leaves SIGINT to the terminal (https://github.com/dotnet/cli/pull/10544). */
function dotnet({ argv, around }: Call, source: Source): Conduct {
  const [, verb] = argv;
  if (verb === undefined || DOTNET_BRIEF.split(" ").includes(verb)) return BRIEF;
  if (verb === "watch")
    return unknown("whether `dotnet watch` passes the stop signal on depends on the release of the SDK");
  if (verb !== "run") return STRANGER;
  const found = readArguments(
    argv,
    { valued: "-p -c -f -r -e --project --configuration --framework --runtime --launch-profile --os --arch" },
    2,
  );
  if (found.kind === "unknown") return found;
  const project = found.options.get("--project") ?? found.options.get("-p") ?? "";
  return supervises(
    [words(nameOfBuilt(project.replace(/\.\w*proj$/, ""), "program of dotnet"))],
    around.signal === "SIGINT" ? SWALLOWS : FORWARDS,
    source,
  );
}

/** `io.quarkus:quarkus-maven-plugin:dev`, with or without a version. */
function isQuarkus(goal: string): boolean {
  return /(^|:)quarkus-maven-plugin:/.test(goal) && goal.endsWith("dev");
}

/**
 * The script ends in `exec java`; goals that serve do so in the same virtual machine, exec:exec in a child that hears
 * nothing, spring-boot:run in another. A goal may be spelt out: `org.codehaus.mojo:exec-maven-plugin:3.1.0:java`.
 */
function mvn({ argv }: Call, source: Source): Conduct {
  const goals = argv.slice(1).filter((word) => !word.startsWith("-"));
  if (goals.some((goal) => /^(spring-boot|quarkus):(run|dev)$/.test(goal) || isQuarkus(goal))) {
    return unknown("the goal starts a second Java, and siglint does not know whether it gets the signal");
  }
  if (goals.some((goal) => /(^|:)exec(-maven-plugin)?(:[\w.-]+)?:exec$/.test(goal))) {
    const program = argv.find((word) => word.startsWith("-Dexec.executable="))?.replace(/^[^=]*=/, "");
    return supervises([words(program ?? "program of mvn exec:exec")], LEAVES, source);
  }
  return goals.some((goal) => /(^|:)exec(-maven-plugin)?(:[\w.-]+)?:java$|:run/.test(goal))
    ? serves(source)
    : BRIEF;
}

/**
 * Gradle runs a program below its daemon, which hears nothing when the client ends. Without a daemon, Gradle 4 passes
 * the signal on and waits; later ones start a daemon all the same, for its settings of memory
 * (https://docs.gradle.org/current/userguide/gradle_daemon.html).
 */
function gradle({ argv }: Call, source: Source): Conduct {
  const task = argv
    .slice(1)
    .find((word) => /(^|:)(run|bootRun|appRun|jettyRun|quarkusDev|runShadow)$/.test(word));
  if (task === undefined) return BRIEF;
  if (argv.includes("--no-daemon"))
    return unknown("whether `gradle --no-daemon` passes the stop signal on depends on the release of Gradle");
  return supervises([words(`program of gradle ${task}`)], LEAVES, source, "session");
}

const TOMCAT = "org.apache.catalina.startup.Bootstrap";

/** `run` and `debug` exec java; `start` leaves it in the background. */
function catalina({ argv }: Call, source: Source): Conduct {
  const verbs = argv.slice(1).filter((word) => !word.startsWith("-"));
  if (verbs.includes("start")) return detaches("java", source);
  if (verbs.includes("stop")) return stops("java", source);
  return verbs.includes("run") || verbs.includes("debug")
    ? becomes(words("java", TOMCAT, "start"), source)
    : BRIEF;
}

/** Names that others use too: Tomcat's stand in its `bin`. */
function startup({ argv, name, around }: Call, source: Source): Conduct {
  const path = absoluteImagePath(argv[0] ?? "", around.workdir) ?? argv[0] ?? "";
  if (!/tomcat|catalina/.test(path.split("/bin/").slice(0, -1).join())) return STRANGER;
  return name === "startup.sh" ? detaches("java", source) : stops("java", source);
}

/** `start-foreground` execs java; `start` leaves it in the background. */
function zkServer({ argv }: Call, source: Source): Conduct {
  if (argv.includes("start-foreground")) return becomes(words("java", "QuorumPeerMain"), source);
  if (argv.includes("start") || argv.includes("restart")) return detaches("java", source);
  return argv.includes("stop") ? stops("java", source) : BRIEF;
}

/** In the background unless `-f` or `--foreground` is given. */
function solr({ argv }: Call, source: Source): Conduct {
  if (argv.includes("stop")) return stops("java", source, { waits: true });
  if (!argv.includes("start") && !argv.includes("restart")) return BRIEF;
  const stays = argv.some((word) => /^(-f|--?foreground)$/.test(word));
  return stays ? becomes(words("java", "start.jar"), source) : detaches("java", source);
}
