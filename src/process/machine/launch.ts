import { absoluteImagePath, foldersOfPath, nameOf, PATH_TOO_LONG } from "../../script/image-path.ts";
import type { Located } from "../../script/located.ts";
import { readShebang } from "../../shell/interpreter.ts";
import { parseShell } from "../../shell/parse.ts";
import { HOLE, isKnown } from "../hole.ts";
import type { Conduct } from "../programs/conduct.ts";
import { type Argument, plainArgument } from "./argument.ts";
import {
  becomeProgram,
  isForHelp,
  isInSubstitution,
  pidOption,
  program,
  readsFifo,
  restWith,
} from "./become-program.ts";
import { locateFile } from "./container-files.ts";
import { givenCommand } from "./given-command.ts";
import { endProcess, isDoneBefore } from "./lifecycle.ts";
import { placeOfLaunch } from "./place.ts";
import type { Launch, Process } from "./process.ts";
import { noteUnseenOutput } from "./reading.ts";
import { write } from "./redirections.ts";
import { isRepeatedJob } from "./repeated-jobs.ts";
import { isNextRound, isServiceAnew } from "./service-anew.ts";
import { shellNamed } from "./shell-names.ts";
import { becomeOpaque, becomeScript, becomeShell, workdirOf } from "./shell-process.ts";
import { isStranger } from "./stranger.ts";
import { conductHere, isBusybox } from "./surroundings.ts";
import type { System } from "./system.ts";

/** Deeper than any real chain of wrappers: something that starts itself again and again. */
const MOST_LAUNCHES = 40;

/** How many launches lie between PID 1's start and a process, counted over its ancestors. */
function launchDepth(system: System, process: Process): number {
  return system.lineOf(process).reduce((depth, { launches }) => depth + launches.length, 0);
}

/**
 * The process becomes the command, as after execve(2): a shell with a script, a wrapper, a program. Its traps are
 * gone; signals that it ignored stay ignored.
 */
export function execute(system: System, process: Process, argv: readonly Argument[], launch: Launch): void {
  process.launches = [...process.launches, launch];
  process.otherLaunches = process.otherLaunches.map((launches) => [...launches, launch]);
  process.name = launch.name;
  process.commandLine = argv.map(({ text }) => text).join(" ");
  const [command] = argv;
  if (command === undefined || command.text === "") {
    endProcess(system, process, "finished", 127);
    return;
  }
  if (launchDepth(system, process) > MOST_LAUNCHES) {
    system.giveUp("it starts itself again and again", placeOfLaunch(process));
    return;
  }
  if (!isKnown(command.text)) {
    // `$JAVA_HOME/bin/java`: where it is does not matter to what it is.
    const hasName = isKnown(nameOf(command.text));
    becomeProgram(system, process, hasName ? conductHere(system, process, argv) : { kind: "stranger" }, argv);
    return;
  }
  const located = findProgram(system, process, command);
  if (command.isForPeople !== true && isNoProgram(command.text, located)) {
    endProcess(system, process, "finished", 127);
    return;
  }
  if (located.kind === "text" && located.executable === "no" && system.scene.outside === "closed") {
    endProcess(system, process, "finished", 126);
    return;
  }
  // An empty file stands for a program that the build brings: as a script it would do nothing at all.
  const isScript =
    located.kind === "text" &&
    located.text.text.trim() !== "" &&
    !(isOfDistribution(located) && conductHere(system, process, argv).kind !== "stranger");
  if (located.kind === "directory") {
    endProcess(system, process, "finished", 126);
    return;
  }
  if (isScript) becomeFile(system, process, located, argv);
  else if (located.kind === "missing") endProcess(system, process, "finished", 127);
  else becomeNamed(system, process, argv, located);
  system.given ??= givenCommand(system.scene, process, argv);
  const mayClearUp = launch.hop === "foreground" && isStranger(process) && !isNextRound(system, process);
  const isCleanup = system.clearsUp && mayClearUp;
  noteUnseenOutput(system, process);
  const isDone = isDoneBefore(system, process);
  if (isDone) process.body = program("brief", {});
  if (isCleanup || isJob(system, process, argv) || isDone) endProcess(system, process, "finished", "unknown");
}

/** `service`, `apache2ctl`: scripts as well, but what is known of them is measured, and nobody mends those. */
function isOfDistribution({ archived, path }: Extract<Located, { kind: "text" }>): boolean {
  return archived === true && /^\/(usr\/)?s?bin\//.test(path);
}

/** A script that siglint cannot see into, and that is to end: somebody waits for its output, or for the next round. */
function isJob(system: System, process: Process, argv: readonly Argument[]): boolean {
  if (process.body.kind !== "opaque" || process.end !== null) return false;
  if (isRepeatedJob(system, process, argv)) return true;
  if (!isInSubstitution(system, process)) return false;
  write(system, process, HOLE);
  return true;
}

/** The conduct of a program that is known by its name; null for a script of the image, and what is not there. */
export function conductOfNamed(system: System, process: Process, argv: readonly Argument[]): Conduct | null {
  const name = argv[0]?.text ?? "";
  const { kind } = findProgram(system, process, argv[0] ?? plainArgument(name));
  const isShell = shellNamed(name, system.scene).kind !== "none";
  return kind === "text" || kind === "missing" || isShell ? null : conductHere(system, process, argv);
}

/** `exec A=1 app` and `"app --flag"` name programs that nobody has: a whole command line, or an assignment. */
function isNoProgram(name: string, located: Located): boolean {
  const isFound = located.kind === "text" || located.kind === "program";
  return !isFound && /[\s=]/.test(name) && !name.includes("/");
}

/** `["exec", "app"]`: a word of the shell that no system has as a program. */
function isOnlyBuiltin(name: string): boolean {
  return [
    "exec",
    "export",
    "source",
    "set",
    "unset",
    "eval",
    "trap",
    "shift",
    "return",
    "local",
    "declare",
  ].includes(name);
}

/** A bare name is looked up along the PATH of the shell that starts it, which the script may have changed. */
function findProgram(system: System, process: Process, command: Argument): Located {
  const { files } = system.scene;
  const { text: name } = command;
  if (name.includes("/")) {
    const path = absoluteImagePath(name, workdirOf(system, process));
    const located = path === null ? null : locateFile(system, path, command);
    if (located?.kind === "text") return located;
  }
  const path = process.body.kind === "shell" ? process.body.variables.get("PATH") : undefined;
  if (!name.includes("/") && path?.kind === "scalar" && path.texts.length === 1) {
    const folders = foldersOfPath(path.texts[0] ?? "");
    if (folders === null) return { kind: "unknown", path: name, reason: PATH_TOO_LONG, place: null };
    for (const folder of folders) {
      const located = folder.startsWith("/") && isKnown(folder) ? files.find(`${folder}/${name}`) : null;
      if (located?.kind === "text" || located?.kind === "program") return located;
    }
  }
  return files.findCommand(name, workdirOf(system, process));
}

/** A script of the image: run by the interpreter on its first line. */
function becomeFile(
  system: System,
  process: Process,
  located: Extract<Located, { kind: "text" }>,
  argv: readonly Argument[],
): void {
  const shebang = readShebang(located.text.text);
  const script = parseShell(located.text);
  const isStart = process.pid === 1 && process.launches.length === 1;
  if (shebang !== null) {
    const shell = shellNamed(shebang.program, system.scene);
    if (isStart && /^#![^\n]*\bwith-contenv\b/.test(located.text.text)) {
      // The base image starts it below /init, or the script would not run at all.
      becomeOpaque(process, "with-contenv, which its #! line names, works below s6-overlay's /init alone");
    } else if (shell.kind === "known") {
      becomeScript(system, process, shell, script, located.path, shebang.args, argv);
    } else if (shell.kind === "unmodelled") {
      becomeOpaque(process, `siglint does not know how ${shell.name} behaves`);
    } else {
      becomeInterpreted(system, process, [shebang.program, ...shebang.args, located.path], argv);
    }
    return;
  }
  // A shell that meets ENOEXEC reads the file as a script itself (POSIX, 2.9.1.4); the kernel and wrappers do not.
  const caller = process.body.kind === "shell" ? process.body : null;
  const called = caller ?? { shell: system.scene.binSh, posix: system.scene.binSh === "bash" };
  // So does execvp(3), by which wrappers start their command; a container runtime refuses.
  if (isStart && caller === null) becomeOpaque(process, "it has no #! line, so the kernel cannot start it");
  else becomeScript(system, process, called, script, located.path, [], argv);
}

/** A script of another language: known by its own name (`bin/rails server`), else as what its interpreter runs. */
function becomeInterpreted(
  system: System,
  process: Process,
  interpreter: readonly string[],
  argv: readonly Argument[],
): void {
  const byName = conductHere(system, process, argv);
  const line = [...interpreter.map(plainArgument), ...argv.slice(1)];
  const byInterpreter = conductHere(system, process, line);
  // An interpreter that hands over to the script (`ruby bin/rails`) says no more than the script's own name does.
  if (byName.kind !== "stranger" || byInterpreter.kind === "replaces")
    becomeProgram(system, process, byName, argv);
  else becomeProgram(system, process, byInterpreter, line);
}

/** A command known by its name alone. */
function becomeNamed(system: System, process: Process, argv: readonly Argument[], located: Located): void {
  const name = argv[0]?.text ?? "";
  const isBusyboxItself = nameOf(name) === "busybox";
  const applet = isBusyboxItself ? argv.slice(1) : argv;
  const shell = shellNamed(applet[0]?.text ?? "", isBusyboxItself ? { binSh: "ash" } : system.scene);
  if (shell.kind === "known") {
    becomeShell(system, process, shell, applet);
    return;
  }
  if (shell.kind === "unmodelled") {
    becomeOpaque(process, `siglint does not know how ${shell.name} behaves`);
    return;
  }
  if (becomeEntrypoint(system, process, argv)) return;
  if (nameOf(name) === "tail" && pidOption(argv) !== null) {
    // busybox has no such option.
    if (isBusybox(system.scene)) endProcess(system, process, "finished", 1);
    else restWith(system, process, { seconds: null }, argv);
    return;
  }
  if (readsFifo(system, process, argv)) {
    process.body = program("rest", { status: 0 });
    return;
  }
  if (located.kind === "unknown" && isOnlyBuiltin(name)) {
    endProcess(system, process, "finished", 127);
    return;
  }
  const found = conductHere(system, process, argv);
  const isUnreadScript = located.kind === "unknown" && /\.(sh|bash)$|entrypoint$/.test(name);
  const isHelper = system.stoppedAt !== null && !isServiceAnew(system, process, argv);
  if (found.kind === "stranger" && isUnreadScript && !isForHelp(system) && !isHelper) {
    becomeOpaque(process, located.reason);
    return;
  }
  becomeProgram(system, process, found, argv);
}

/** The base image's own entrypoint script, of which it is known what it starts; true where this is it. */
function becomeEntrypoint(system: System, process: Process, argv: readonly Argument[]): boolean {
  const { entrypointConduct } = system.scene.base;
  const [name, ...args] = argv;
  if (entrypointConduct === null || nameOf(entrypointConduct.script) !== nameOf(name?.text ?? ""))
    return false;
  const { kind, program: own } = entrypointConduct;
  const first = args[0]?.text;
  const words =
    own !== null && (first === undefined || own.isOwn(first))
      ? [...own.argv.map(plainArgument), ...args]
      : args;
  if (kind === "execs-arguments" && words.length > 0) {
    execute(system, process, words, { hop: "exec", name: words[0]?.text ?? "", site: null });
    return true;
  }
  if (kind === "execs-program") process.body = program("service", { onStop: { kind: "ends" } });
  return kind === "execs-program";
}
