import type { Conduct, NestedCommand, Source, SupervisorOnStop } from "./conduct.ts";
import { askedOfYarn, NOT_FOUND, packageFolder, readRequest } from "./package-request.ts";
import {
  BRIEF,
  type Call,
  commandLine,
  DEFAULT,
  FORWARDS,
  FORWARDS_TO_ALL,
  supervises,
  words,
} from "./program-row.ts";
import { inFolder, isMissing, runScript, type ScriptRequest } from "./run-package-script.ts";
import { quoteWords } from "./split-words.ts";

const YARN_VERBS =
  "install add remove upgrade up global cache config info init link list login logout outdated owner pack publish audit autoclean bin check import licenses node-gyp plugin set version versions why policies team unlink help";

/** Yarn 1 ends at once and leaves what it started, Yarn 2 has no handler at all, Yarn 3 and later pass signals on. */
export function yarn(call: Call, source: Source): Conduct {
  const request = readRequest(call);
  if ("kind" in request) return request;
  const { verb, options, next } = request;
  if (verb === "" || YARN_VERBS.split(" ").includes(verb)) return BRIEF;
  const args = next === null ? [] : call.argv.slice(next);
  if (verb === "workspaces") return NOT_FOUND;
  if (verb !== "workspace") return runVerb(call, { verb, args, options, asked: null }, source);
  const [name = "", inside = "", ...rest] = args;
  const asked = askedOfYarn(call, options, name);
  if (asked !== null && asked.kind !== "packages") return asked;
  const isBrief = inside === "" || YARN_VERBS.split(" ").includes(inside);
  return isBrief ? BRIEF : runVerb(call, { verb: inside, args: rest, options, asked }, source);
}

interface Verb extends Omit<ScriptRequest, "name"> {
  readonly verb: string;
}

/** What Yarn starts, in the folder of a package of the workspace where one is asked for. */
function runVerb(call: Call, { verb, args, options, asked }: Verb, source: Source): Conduct {
  const release = releaseOf(call);
  const onStop: SupervisorOnStop =
    release === 1 ? { kind: "forwards-and-leaves", to: "child" } : release === 2 ? DEFAULT : FORWARDS;
  const folder = asked?.packages[0]?.folder ?? packageFolder(call, options);
  const starts = (command: NestedCommand) => supervises([inFolder(command, folder, call)], onStop, source);
  if (verb === "node") return starts(words("node", ...args));
  if (verb === "exec" || verb === "dlx") return args.length === 0 ? BRIEF : starts(words(...args));
  const [name, ...rest] = verb === "run" ? args : [verb, ...args];
  if (name === undefined) return BRIEF;
  const request = { name, args: rest, options, asked };
  const found = runScript(call, request, { onStop, shell: "/bin/sh", source });
  if (isMissing(found)) return starts(commandLine(quoteWords([name, ...rest])));
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
