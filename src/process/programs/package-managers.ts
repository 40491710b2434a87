import type { Conduct, NestedCommand, Source, SupervisorOnStop } from "./conduct.ts";
import { hasOption, type Options, optionValue, readArguments } from "./option-grammar.ts";
import {
  type Asked,
  askedByFilter,
  askedOfNpm,
  NOT_FOUND,
  readNpmRequest,
  readRequest,
} from "./package-request.ts";
import {
  BRIEF,
  becomes,
  type Call,
  commandLine,
  DEFAULT,
  FORWARDS,
  MEASURED,
  type ProgramRow,
  STRANGER,
  supervises,
  varying,
  words,
} from "./program-row.ts";
import { inFolder, isMissing, runScript } from "./run-package-script.ts";
import { quoteWords } from "./split-words.ts";
import { yarn } from "./yarn.ts";

/** Package managers of Node.js: they run a script of package.json through a shell, or a program of node_modules. */
export const packageManagers: readonly ProgramRow[] = [
  varying("npm", MEASURED, npm),
  varying("npx", MEASURED, npx, "supervises"),
  varying("yarn yarnpkg", MEASURED, yarn),
  varying("pnpm pn", MEASURED, pnpm),
  varying("pnpx pnx", MEASURED, (call, source) => execPnpm(call, 1, source), "supervises"),
  varying("bun", MEASURED, bun),
  varying("bunx", MEASURED, (call, source) => execDirectly(call, 1, FORWARDS, source), "supervises"),
  varying("corepack", MEASURED, corepack),
];

function npm(call: Call, source: Source): Conduct {
  const request = readNpmRequest(call);
  if ("kind" in request) return request;
  const { verb, options, args } = request;
  const asked = askedOfNpm(call, options);
  if (asked !== null && asked.kind !== "packages") return asked;
  const runner = { onStop: FORWARDS, shell: scriptShell(call, options), source };
  const named = { start: "start", stop: "stop", restart: "restart", test: "test", t: "test", tst: "test" }[
    verb
  ];
  if (named !== undefined) return runScript(call, { name: named, args, options, asked }, runner);
  if (["run", "run-script", "rum", "urn"].includes(verb)) {
    const [name, ...rest] = args;
    return name === undefined ? BRIEF : runScript(call, { name, args: rest, options, asked }, runner);
  }
  if (verb === "exec" || verb === "x") {
    const found = npx({ ...call, argv: call.argv.slice(call.argv.indexOf(verb)) }, source);
    return inPackage(found, asked, call);
  }
  return BRIEF;
}

/** What is run in the folder of the one package that is asked for. */
function inPackage(conduct: Conduct, asked: Asked, call: Call): Conduct {
  if (asked === null || conduct.kind !== "supervises") return conduct;
  const [first, ...others] = asked.packages;
  if (first === undefined || others.length > 0) return NOT_FOUND;
  return { ...conduct, commands: conduct.commands.map((each) => inFolder(each, first.folder, call)) };
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

const PNPM_VERBS =
  "install i add remove rm update up link unlink import rebuild prune fetch audit list ls outdated why publish pack store setup config root bin env deploy patch init licenses self-update";

function pnpm(call: Call, source: Source): Conduct {
  const request = readRequest(call);
  if ("kind" in request) return request;
  const { verb, options, next } = request;
  if (verb === "" || PNPM_VERBS.split(" ").includes(verb)) return BRIEF;
  const asked = askedByFilter(call, options);
  if (asked !== null && asked.kind !== "packages") return asked;
  if (verb === "dlx" || verb === "exec")
    return next === null ? BRIEF : inPackage(execPnpm(call, next, source), asked, call);
  const args = next === null ? [] : call.argv.slice(next);
  const [name, ...rest] =
    verb === "run" || verb === "run-script" ? args : [verb === "t" ? "test" : verb, ...args];
  if (name === undefined) return BRIEF;
  const runner = { onStop: FORWARDS, shell: scriptShell(call, options), source };
  const found = runScript(call, { name, args: rest, options, asked }, runner);
  const isShort = verb === name && !["start", "test"].includes(name);
  if (!isMissing(found) || !isShort) return found;
  return inPackage(execPnpm(call, call.argv.indexOf(name), source), asked, call);
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

const COREPACK_VERBS = "enable disable prepare install use up pack cache hydrate";

/** `corepack pnpm start`, `corepack yarn@4 start`: the package manager, in the same process. */
function corepack({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, {});
  if (found.kind === "unknown") return found;
  const { from } = found;
  const manager = from === null ? undefined : argv[from];
  if (from === null || manager === undefined || COREPACK_VERBS.split(" ").includes(manager)) return BRIEF;
  const name = withoutVersion(manager);
  return becomes(name === manager ? { kind: "rest", from } : words(name, ...argv.slice(from + 1)), source);
}

const BUN_VERBS =
  "install i add remove rm update link unlink pm build init create upgrade outdated publish audit info why test patch";

/** bun runs scripts with the first of bash and sh that it finds, those of a workspace without a handler for signals. */
function bun(call: Call, source: Source): Conduct {
  const request = readRequest(call);
  if ("kind" in request) return request;
  const { verb, next, options } = request;
  if (verb === "" || BUN_VERBS.split(" ").includes(verb))
    return hasOption(options, "-e --eval") ? STRANGER : BRIEF;
  if (verb === "x") return next === null ? BRIEF : execDirectly(call, next, FORWARDS, source);
  const asked = askedByFilter(call, options);
  if (asked !== null && (asked.kind !== "packages" || asked.packages.length > 1)) return NOT_FOUND;
  const args = next === null ? [] : call.argv.slice(next);
  const [name, ...rest] = verb === "run" ? args : [verb, ...args];
  if (name === undefined) return BRIEF;
  if (/\.[cm]?[jt]sx?$|\//.test(name)) return STRANGER;
  const shell = call.around.busybox ? "/bin/sh" : "bash";
  const onStop = asked === null ? FORWARDS : DEFAULT;
  const found = runScript(call, { name, args: rest, options, asked }, { onStop, shell, source });
  const program: NestedCommand = { kind: "rest", from: call.argv.indexOf(name) };
  return isMissing(found) && asked === null ? supervises([program], FORWARDS, source) : found;
}
