import { isKnown } from "../hole.ts";
import type { Conduct, NestedCommand, Source, SupervisorOnStop } from "./conduct.ts";
import { hasOption, type Options, optionValue, readArguments } from "./option-grammar.ts";
import { readPackageScripts, scriptCommand } from "./package-scripts.ts";
import {
  BRIEF,
  type Call,
  commandLine,
  DEFAULT,
  FORWARDS,
  FORWARDS_TO_ALL,
  MEASURED,
  type ProgramRow,
  replacing,
  STRANGER,
  supervises,
  unknown,
  varying,
  words,
} from "./program-row.ts";
import { quoteWords } from "./split-words.ts";

/** Package managers of Node.js: they run a script of package.json through a shell, or a program of node_modules. */
export const packageManagers: readonly ProgramRow[] = [
  varying("npm", MEASURED, npm),
  varying("npx", MEASURED, npx, "supervises"),
  varying("yarn yarnpkg", MEASURED, yarn),
  varying("pnpm pn", MEASURED, pnpm),
  varying("pnpx pnx", "https://pnpm.io/cli/dlx", (call, source) => execPnpm(call, 1, source), "supervises"),
  varying("bun", MEASURED, bun),
  varying("bunx", MEASURED, (call, source) => execDirectly(call, 1, FORWARDS, source), "supervises"),
  replacing("corepack", "https://nodejs.org/api/corepack.html"),
];

const NPM_OPTIONS =
  "-C -w --prefix --workspace --loglevel --registry --cache --userconfig --script-shell --filter -F --dir --cwd --node-options --omit --include";

/** How a package manager runs a script, and what becomes of it at a stop. */
interface Runner {
  readonly onStop: SupervisorOnStop;
  readonly shell: string;
  readonly source: Source;
}

/** The verb, and the index of the word behind it. */
interface Request {
  readonly verb: string;
  readonly options: Options;
  /** Index of the first word after the verb that is no option; null where there is none. */
  readonly next: number | null;
}

function readRequest(argv: readonly string[]): Request | Conduct {
  const before = readArguments(argv, { valued: NPM_OPTIONS });
  if (before.kind === "unknown") return before;
  if (before.from === null) return { verb: "", options: before.options, next: null };
  const after = readArguments(argv, { valued: NPM_OPTIONS }, before.from + 1);
  if (after.kind === "unknown") return after;
  const options = new Map([...before.options, ...after.options]);
  if (hasOption(options, "-w --workspace --workspaces --filter -F -r --recursive")) {
    return unknown("siglint does not look up which package of the workspace is meant");
  }
  return { verb: argv[before.from] ?? "", options, next: after.from };
}

/**
 * A script of package.json. `pre…` and `post…` scripts run before and after it, each to its end, so they are no part of
 * what is running at a stop.
 */
function runScript(
  call: Call,
  name: string,
  request: Request,
  args: readonly string[],
  runner: Runner,
): Conduct {
  if (!isKnown(name)) return unknown("which script of package.json is meant is not known from the files");
  const scripts = readPackageScripts(call.around, optionValue(request.options, "--prefix -C --dir --cwd"));
  if (scripts.kind === "unknown") return scripts;
  const script = scripts.find(name);
  if (script !== null) {
    const own = args[0] === "--" ? args.slice(1) : args;
    return supervises([scriptCommand(script, runner.shell, own)], runner.onStop, runner.source);
  }
  if (request.options.has("--if-present") || args.includes("--if-present"))
    return { kind: "brief", exit: "zero" };
  if (name === "start" && call.name === "npm") {
    return supervises([commandLine("node server.js")], runner.onStop, runner.source);
  }
  return { kind: "brief", exit: "nonzero" };
}

function npm(call: Call, source: Source): Conduct {
  const request = readRequest(call.argv);
  if ("kind" in request) return request;
  const { verb, next } = request;
  const runner = { onStop: FORWARDS, shell: scriptShell(call, request.options), source };
  const args = next === null ? [] : call.argv.slice(next);
  const named = { start: "start", stop: "stop", restart: "restart", test: "test", t: "test", tst: "test" }[
    verb
  ];
  if (named !== undefined) return runScript(call, named, request, args, runner);
  if (["run", "run-script", "rum", "urn"].includes(verb)) {
    return args[0] === undefined ? BRIEF : runScript(call, args[0], request, args.slice(1), runner);
  }
  if (verb === "exec" || verb === "x")
    return npx({ ...call, argv: call.argv.slice(call.argv.indexOf(verb)) }, source);
  return BRIEF;
}

/** The shell that `script-shell` names: an option, the environment, or .npmrc beside package.json (npm, config). */
function scriptShell({ around }: Call, options: Options): string {
  const npmrc = `${around.workdir ?? ""}/.npmrc`;
  const text = around.list(npmrc).length === 0 ? "" : (around.readFile(npmrc)?.text ?? "");
  return (
    optionValue(options, "--script-shell") ??
    around.env("npm_config_script_shell") ??
    /^script-shell[ \t]*=[ \t]*"?([^"\s]+)/m.exec(text)?.[1] ??
    "/bin/sh"
  );
}

/** npx gives the command to `sh -c`. */
function npx({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, {
    valued: "-p -c -w --package --call --workspace --cache --registry --loglevel",
  });
  if (found.kind === "unknown") return found;
  const call = optionValue(found.options, "-c --call");
  if (call !== null) return supervises([commandLine(call)], FORWARDS, source);
  if (found.from === null) return BRIEF;
  const [program = "", ...args] = argv.slice(found.from);
  const text = quoteWords([withoutVersion(program), ...args]);
  return supervises([commandLine(text)], FORWARDS, source);
}

/** `serve@14` is serve, `@nestjs/cli@10` is cli. */
function withoutVersion(spec: string): string {
  const name = spec.replace(/(.)@[^/@]*$/, "$1");
  return name.startsWith("@") ? name.slice(name.lastIndexOf("/") + 1) : name;
}

const YARN_VERBS =
  "install add remove upgrade up global cache config info init link list login logout outdated owner pack publish audit autoclean bin check import licenses node-gyp plugin set version versions why policies team unlink help";

/** Yarn 1 ends at once and leaves what it started, Yarn 2 has no handler at all, Yarn 3 and later pass signals on. */
function yarn(call: Call, source: Source): Conduct {
  const request = readRequest(call.argv);
  if ("kind" in request) return request;
  const { verb, next } = request;
  if (verb === "" || YARN_VERBS.split(" ").includes(verb)) return BRIEF;
  if (verb === "workspace" || verb === "workspaces") {
    return unknown("siglint does not look up which package of the workspace is meant");
  }
  const release = releaseOf(call);
  const onStop: SupervisorOnStop =
    release === 1 ? { kind: "forwards-and-leaves", to: "child" } : release === 2 ? DEFAULT : FORWARDS;
  const args = next === null ? [] : call.argv.slice(next);
  if (verb === "node") return supervises([words("node", ...args)], onStop, source);
  if (verb === "exec" || verb === "dlx")
    return args.length === 0 ? BRIEF : supervises([words(...args)], onStop, source);
  const [name, ...rest] = verb === "run" ? args : [verb, ...args];
  if (name === undefined) return BRIEF;
  const found = runScript(call, name, request, rest, { onStop, shell: "/bin/sh", source });
  if (isMissing(found)) return supervises([commandLine(quoteWords([name, ...rest]))], onStop, source);
  return release === 1 ? found : byOwnShell(found);
}

/** Releases of Yarn by the number in the lock files that they write. */
const RELEASE_OF_LOCK = new Map([
  ["4", 2],
  ["5", 3],
  ["6", 3],
  ["8", 4],
]);

/**
 * The major number of Yarn: what package.json or .yarnrc.yml asks for, else whose lock file stands there (that of Yarn 2
 * and later has `__metadata`); 1 where nothing says.
 */
function releaseOf({ around }: Call): number {
  const textOf = (name: string): string => {
    const path = `${around.workdir ?? ""}/${name}`;
    return around.list(path).length === 0 ? "" : (around.readFile(path)?.text ?? "");
  };
  const asked =
    /"packageManager"\s*:\s*"yarn@(\d+)/.exec(textOf("package.json")) ??
    /^yarnPath:.*yarn-(\d+)/m.exec(textOf(".yarnrc.yml"));
  if (asked !== null) return Number(asked[1]);
  const lock = /^__metadata:\s+version: (\d+)/m.exec(textOf("yarn.lock"))?.[1];
  return lock === undefined ? 1 : (RELEASE_OF_LOCK.get(lock) ?? 4);
}

/**
 * Yarn 2 and later read scripts themselves, by a shell that has no `exec` and whose programs are their own children
 * (https://yarnpkg.com/features/scripts). Whoever signals all below it and waits for all of them does the same.
 */
function byOwnShell(found: Conduct): Conduct {
  if (found.kind !== "supervises") return found;
  if (found.commands.some((command) => command.kind === "string" && /^\s*exec\s/.test(command.text)))
    return { kind: "brief", exit: "nonzero" };
  const onStop = found.onStop.kind === "forwards" ? FORWARDS_TO_ALL : found.onStop;
  return { ...found, onStop, staysFor: "output" };
}

function isMissing(conduct: Conduct): boolean {
  return conduct.kind === "brief" && conduct.exit === "nonzero";
}

const PNPM_VERBS =
  "install i add remove rm update up link unlink import rebuild prune fetch audit list ls outdated why publish pack store setup config root bin env deploy patch init licenses self-update";

function pnpm(call: Call, source: Source): Conduct {
  const request = readRequest(call.argv);
  if ("kind" in request) return request;
  const { verb, next } = request;
  if (verb === "" || PNPM_VERBS.split(" ").includes(verb)) return BRIEF;
  if (verb === "exec" || verb === "dlx") return next === null ? BRIEF : execPnpm(call, next, source);
  const args = next === null ? [] : call.argv.slice(next);
  const [name, ...rest] =
    verb === "run" || verb === "run-script" ? args : [verb === "t" ? "test" : verb, ...args];
  if (name === undefined) return BRIEF;
  const runner = { onStop: FORWARDS, shell: scriptShell(call, request.options), source };
  const found = runScript(call, name, request, rest, runner);
  const isShort = verb === name && !["start", "test"].includes(name);
  return isMissing(found) && isShort ? execPnpm(call, call.argv.indexOf(name), source) : found;
}

/** As PID 1 its attempt to end by the same signal fails, and so it waits; elsewhere it leaves at once. */
function execPnpm(call: Call, from: number, source: Source): Conduct {
  return execDirectly(
    call,
    from,
    call.around.isPid1 ? FORWARDS : { kind: "forwards-and-leaves", to: "child" },
    source,
  );
}

function execDirectly({ argv }: Call, start: number, onStop: SupervisorOnStop, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-p --package" }, start);
  if (found.kind === "unknown") return found;
  return found.from === null ? BRIEF : supervises([{ kind: "rest", from: found.from }], onStop, source);
}

const BUN_VERBS =
  "install i add remove rm update link unlink pm build init create upgrade outdated publish audit info why test patch";

/** bun runs scripts with the first of bash and sh that it finds. */
function bun(call: Call, source: Source): Conduct {
  const request = readRequest(call.argv);
  if ("kind" in request) return request;
  const { verb, next, options } = request;
  if (verb === "" || BUN_VERBS.split(" ").includes(verb))
    return hasOption(options, "-e --eval") ? STRANGER : BRIEF;
  if (verb === "x") return next === null ? BRIEF : execDirectly(call, next, FORWARDS, source);
  const args = next === null ? [] : call.argv.slice(next);
  const [name, ...rest] = verb === "run" ? args : [verb, ...args];
  if (name === undefined) return BRIEF;
  if (/\.[cm]?[jt]sx?$|\//.test(name)) return STRANGER;
  const shell = call.around.busybox ? "/bin/sh" : "bash";
  const found = runScript(call, name, request, rest, { onStop: FORWARDS, shell, source });
  const program: NestedCommand = { kind: "rest", from: call.argv.indexOf(name) };
  return isMissing(found) ? supervises([program], FORWARDS, source) : found;
}
