import { isKnown } from "../hole.ts";
import type { Conduct, ServiceCommand, Source, SupervisorOnStop } from "./conduct.ts";
import type { Options } from "./option-grammar.ts";
import { type Asked, packageFolder } from "./package-request.ts";
import { readPackageScripts, scriptCommand } from "./package-scripts.ts";
import { type Call, commandLine, supervises, unknown } from "./program-row.ts";

/** How a package manager runs a script, and what becomes of it at a stop. */
export interface Runner {
  readonly onStop: SupervisorOnStop;
  readonly shell: string;
  readonly source: Source;
}

/** A script that is asked for by its name, with the words behind that, and the packages that are meant. */
export interface ScriptRequest {
  readonly name: string;
  readonly args: readonly string[];
  readonly options: Options;
  readonly asked: Asked;
}

/**
 * A script of package.json. `pre…` and `post…` scripts run before and after it, each to its end, so they are no part of
 * what is running at a stop. Of several packages those that have it run it at once, and their output is read.
 */
export function runScript(call: Call, request: ScriptRequest, runner: Runner): Conduct {
  const { name, args, options, asked } = request;
  if (!isKnown(name)) return unknown("which script of package.json is meant is not known from the files");
  const folders = asked?.packages.map(({ folder }) => folder) ?? [packageFolder(call, options)];
  const commands: ServiceCommand[] = [];
  for (const folder of folders) {
    const scripts = readPackageScripts(call.around, folder);
    if (scripts.kind === "unknown") return scripts;
    const script = scripts.find(name);
    const own = args[0] === "--" ? args.slice(1) : args;
    if (script !== null) commands.push(inFolder(scriptCommand(script, runner.shell, own), folder, call));
    else if (folders.length === 1 && name === "start" && call.name === "npm")
      commands.push(inFolder(commandLine("node server.js"), folder, call));
  }
  if (commands.length === 0) {
    const mayMiss = options.has("--if-present") || args.includes("--if-present");
    return { kind: "brief", exit: mayMiss ? "zero" : "nonzero" };
  }
  const conduct = supervises(commands, runner.onStop, runner.source);
  return folders.length > 1 ? { ...conduct, staysFor: "output" } : conduct;
}

/** A command with the folder that the package manager starts it in. */
export function inFolder<Command extends ServiceCommand>(
  command: Command,
  folder: string | null,
  { around }: Call,
): Command | (Command & { readonly directory: string }) {
  return folder === null || folder === around.workdir ? command : { ...command, directory: folder };
}

export function isMissing(conduct: Conduct): boolean {
  return conduct.kind === "brief" && conduct.exit === "nonzero";
}
