import { absoluteImagePath, nameOf } from "../../script/image-path.ts";
import { parseShell, type ShellScript } from "../../shell/parse.ts";
import type { ShellName } from "../../start/base-image.ts";
import { HOLE, isKnown } from "../hole.ts";
import type { Argument } from "./argument.ts";
import { mappedArgument } from "./argument.ts";
import { atTerminal, isGivenTerminal } from "./at-terminal.ts";
import { locateFile } from "./container-files.ts";
import { CowMap } from "./cow-map.ts";
import { namesAssigned } from "./expand/names-assigned.ts";
import { NONE_CAUGHT } from "./fatal-signals.ts";
import { PLAIN, type Variable } from "./frames.ts";
import { GrowingSet } from "./growing-set.ts";
import { endProcess } from "./lifecycle.ts";
import type { Process, ShellBody, ShellOptions } from "./process.ts";
import { NONE_REAPED } from "./reaping.ts";
import { beginsKnown, runTimeScript } from "./run-time-script.ts";
import { pushFile } from "./script-reading.ts";
import type { ShellCalled } from "./shell-names.ts";
import type { System } from "./system.ts";

/** What a shell was asked to run. */
interface Invocation {
  readonly options: ShellOptions;
  readonly command: Argument | null;
  readonly script: Argument | null;
  readonly zero: string;
  readonly positional: readonly string[];
}

const NO_OPTIONS: ShellOptions = {
  errexit: false,
  nounset: false,
  monitor: false,
  pipefail: false,
  allexport: false,
  commandString: false,
  lastpipe: false,
  nocasematch: false,
  nullglob: false,
  errtrace: false,
  functrace: false,
  aliases: false,
};

/** The variables of bash that are so from the start (bash, Bash Variables). */
const BASH_READONLY: readonly string[] = "BASHOPTS BASH_VERSINFO EUID PPID SHELLOPTS UID".split(" ");

/** The process becomes a shell: `sh script …`, `sh -c string …` (POSIX, sh). */
export function becomeShell(
  system: System,
  process: Process,
  called: ShellCalled,
  argv: readonly Argument[],
): void {
  const invocation = readInvocation(argv);
  if (invocation.command !== null) {
    const source = mappedArgument(invocation.command, argv[0]?.mapped ?? null);
    if (isKnown(source.text) || beginsKnown(source.text))
      runScript(system, process, called, runTimeScript(system, source), invocation, null);
    else becomeOpaque(process, "the command string is not known from the files");
    return;
  }
  if (invocation.script === null) {
    // Without a script a shell reads its standard input, which is empty in a container nobody attaches to.
    const { stdin } = process;
    if (stdin.kind === "text" && isKnown(stdin.text)) {
      process.stdin = { kind: "empty" };
      const source = mappedArgument({ text: stdin.text, mapped: null }, argv[0]?.mapped ?? null);
      runScript(system, process, called, runTimeScript(system, source), invocation, null);
    } else if (stdin.kind !== "empty")
      process.body = {
        kind: "opaque",
        reason: "the shell reads its commands from standard input",
        isShell: true,
      };
    else if (isGivenTerminal(system, process)) process.body = atTerminal(system, called.shell);
    else endProcess(system, process, "finished", 0);
    return;
  }
  const path = absoluteImagePath(invocation.script.text, workdirOf(system, process));
  const located = path === null ? null : locateFile(system, path, invocation.script);
  switch (located?.kind) {
    case "text":
      runScript(system, process, called, parseShell(located.text), invocation, path);
      return;
    case "missing":
    case "directory":
      endProcess(system, process, "finished", 127);
      return;
    case "program":
      endProcess(system, process, "finished", 126);
      return;
    case "unknown":
    case undefined:
      // It is the script of which nothing can be told, not the shell.
      if (isKnown(invocation.script.text)) process.name = nameOf(invocation.script.text);
      becomeOpaque(process, located?.reason ?? "the working directory is not known");
      return;
  }
}

/** The process becomes the shell that a script's `#!` line names, with `args` from that line. */
export function becomeScript(
  system: System,
  process: Process,
  called: ShellCalled,
  script: ShellScript,
  path: string,
  args: readonly string[],
  argv: readonly Argument[],
): void {
  const line = [called.shell, ...args, path].map((text) => ({ text, mapped: null }));
  const invocation = { ...readInvocation([...line, ...argv.slice(1)]), zero: path };
  runScript(system, process, called, script, invocation, path);
}

function runScript(
  system: System,
  process: Process,
  called: ShellCalled,
  script: ShellScript,
  invocation: Invocation,
  path: string | null,
): void {
  const inherited = process.body.kind === "shell" ? process.body : null;
  const workdir = workdirOf(system, process);
  const environment = [...environmentOf(system, inherited), ...givenVariables(process)];
  const isString = invocation.options.commandString;
  const flow = { ...PLAIN, tail: isString && seesItsEnd(script, called.shell) };
  const body: ShellBody = {
    kind: "shell",
    shell: called.shell,
    posix: called.posix,
    frames: { frame: { kind: "exit" }, below: null },
    variables: new CowMap(environment),
    functions: new CowMap(),
    aliases: new CowMap(),
    positional: invocation.positional,
    zero: invocation.zero,
    traps: new CowMap(),
    pending: [],
    options: { ...invocation.options, aliases: called.shell !== "bash" || called.posix },
    status: 0,
    optionPlace: null,
    background: null,
    jobs: [],
    reaped: NONE_REAPED,
    dollar: process.pid,
    workdir,
    waiting: null,
    substituted: new CowMap(),
    substitutions: [],
    descriptors: new CowMap(),
    ignoredAtStart: process.ignored,
    assigned: GrowingSet.of(namesAssigned(script)),
    readonlyNames: GrowingSet.of(called.shell === "bash" ? BASH_READONLY : []),
    exported: GrowingSet.of(environment.map(([name]) => name)),
    unread: null,
    sources: path === null ? [] : [invocation.zero],
    subshell: false,
    exiting: false,
    failed: null,
    fatalSignals: NONE_CAUGHT,
    dying: null,
    spins: false,
    idles: false,
  };
  pushFile(body, script, flow);
  process.body = body;
}

/**
 * Whether a shell knows the last command of a string for the last one, and so becomes it. ash does not where a newline
 * follows, bash not where anything stands behind that newline; dash never looks.
 */
function seesItsEnd({ source, root }: ShellScript, shell: ShellName): boolean {
  const behind = source.text.slice(root.commands.at(-1)?.end ?? 0).replaceAll("\\\n", "");
  switch (shell) {
    case "dash":
      return false;
    case "ash":
      return !behind.includes("\n");
    case "bash":
      return !/\n[\s\S]/.test(behind);
  }
}

/** The working directory of a process: its own if it is a shell, else that of the image. */
export function workdirOf(system: System, process: Process): string | null {
  if (process.body.kind === "shell") return process.body.workdir;
  if (process.directory !== null) return process.directory;
  return system.scene.workdir.kind === "known" ? system.scene.workdir.text : null;
}

function environmentOf(system: System, parent: ShellBody | null): (readonly [string, Variable])[] {
  if (parent === null) {
    return [...system.scene.env].map(([name, value]) => {
      const text = value.kind === "known" ? value.text : HOLE;
      return [name, { kind: "scalar", texts: [text] }] as const;
    });
  }
  return [...parent.variables.entries()].filter(
    ([name, value]) => parent.exported.has(name) && value.kind === "scalar",
  );
}

/** The variables that a supervisor has added to those of the container. */
function givenVariables({ environment }: Process): (readonly [string, Variable])[] {
  return [...environment].map(([name, text]) => [name, { kind: "scalar", texts: [text] }] as const);
}

function readInvocation(argv: readonly Argument[]): Invocation {
  let options = NO_OPTIONS;
  let isString = false;
  let isInput = false;
  let index = 1;
  for (; index < argv.length; index++) {
    const word = argv[index]?.text ?? "";
    if (word === "--" || word === "-") {
      index++;
      break;
    }
    if (!/^[-+]./.test(word)) break;
    if (word.startsWith("--")) {
      if (["--rcfile", "--init-file"].includes(word)) index++;
      continue;
    }
    if (word.includes("c") && word.startsWith("-")) isString = true;
    if (word.includes("s") && word.startsWith("-")) isInput = true;
    if (word.includes("e")) options = { ...options, errexit: word.startsWith("-") };
    if (word.includes("u")) options = { ...options, nounset: word.startsWith("-") };
    if (word.includes("a")) options = { ...options, allexport: word.startsWith("-") };
    if (word.includes("m")) options = { ...options, monitor: word.startsWith("-") };
    if (word.includes("E")) options = { ...options, errtrace: word.startsWith("-") };
    if (word.includes("T")) options = { ...options, functrace: word.startsWith("-") };
    if (/[oO]$/.test(word)) {
      const name = argv[++index]?.text;
      if (name === "errexit") options = { ...options, errexit: true };
      if (name === "pipefail") options = { ...options, pipefail: true };
    }
  }
  const operand = argv[index] ?? null;
  const rest = textsOf(argv.slice(index + 1));
  const first = argv[0]?.text ?? "sh";
  if (!isString && isInput)
    return { options, command: null, script: null, zero: first, positional: textsOf(argv.slice(index)) };
  if (!isString) {
    return { options, command: null, script: operand, zero: operand?.text ?? first, positional: rest };
  }
  const command = operand ?? { text: "", mapped: null };
  const zero = rest[0] ?? first;
  return {
    options: { ...options, commandString: true },
    command,
    script: null,
    zero,
    positional: rest.slice(1),
  };
}

function textsOf(args: readonly Argument[]): string[] {
  return args.map(({ text }) => text);
}

/** The process becomes something that siglint cannot see into. */
export function becomeOpaque(process: Process, reason: string): void {
  process.body = { kind: "opaque", reason };
}
