import type { Located } from "../../script/located.ts";
import { readShebang } from "../../shell/interpreter.ts";
import { parseShell } from "../../shell/parse.ts";
import type { ShellName } from "../../start/base-image.ts";
import type { Conduct, NestedCommand, Surroundings } from "../programs/conduct.ts";
import { conductOf } from "../programs/conduct-of.ts";
import { type Argument, plainArgument } from "./argument.ts";
import { readContainerFile } from "./container-files.ts";
import { endProcess } from "./lifecycle.ts";
import { baseName, joinImagePath } from "./paths.ts";
import type { Launch, Process, ProgramBody } from "./process.ts";
import { write } from "./redirections.ts";
import { shellNamed } from "./shell-names.ts";
import { becomeOpaque, becomeScript, becomeShell, workdirOf } from "./shell-process.ts";
import type { System } from "./system.ts";
import { HOLE, isKnown } from "./text.ts";
import { userBelow } from "./user.ts";

/** Deeper than any real chain of wrappers: something that starts itself again and again. */
const MOST_LAUNCHES = 40;

/** How many launches lie between PID 1's start and a process, counted over its ancestors. */
function launchDepth(system: System, process: Process): number {
  let depth = 0;
  for (
    let at: Process | undefined = process;
    at !== undefined;
    at = at.pid === 1 ? undefined : system.get(at.parent)
  ) {
    depth += at.launches.length;
  }
  return depth;
}

/**
 * The process becomes the command, as after execve(2): a shell with a script, a wrapper, a program. Its traps are
 * gone; signals that it ignored stay ignored.
 */
export function execute(system: System, process: Process, argv: readonly Argument[], launch: Launch): void {
  process.launches = [...process.launches, launch];
  process.name = launch.name;
  const [command] = argv;
  if (command === undefined || command.text === "") {
    endProcess(system, process, "finished", 127);
    return;
  }
  if (launchDepth(system, process) > MOST_LAUNCHES) {
    system.giveUp("it starts itself again and again", null);
    return;
  }
  if (!isKnown(command.text)) {
    becomeProgram(system, process, { kind: "stranger" }, argv);
    return;
  }
  const located = findProgram(system, process, command.text);
  if (command.isForPeople !== true && isNoProgram(command.text, located)) {
    endProcess(system, process, "finished", 127);
    return;
  }
  if (located.kind === "text" && located.executable === "no" && system.scene.outside === "closed") {
    endProcess(system, process, "finished", 126);
    return;
  }
  // An empty file stands for a program that the build brings: as a script it would do nothing at all.
  const isScript = located.kind === "text" && located.text.text.trim() !== "";
  if (isScript) becomeFile(system, process, located, argv);
  else if (located.kind === "missing") endProcess(system, process, "finished", 127);
  else becomeNamed(system, process, argv, located);
}

/** `exec A=1 app` and `"app --flag"` name programs that nobody has: a whole command line, or an assignment. */
function isNoProgram(name: string, located: Located): boolean {
  const isFound = located.kind === "text" || located.kind === "program";
  return !isFound && /[\s=]/.test(name) && !name.includes("/");
}

/** A bare name is looked up along the PATH of the shell that starts it, which the script may have changed. */
function findProgram(system: System, process: Process, name: string): Located {
  const { files } = system.scene;
  const path = process.body.kind === "shell" ? process.body.variables.get("PATH") : undefined;
  if (!name.includes("/") && path?.kind === "scalar" && path.texts.length === 1) {
    for (const folder of (path.texts[0] ?? "").split(":")) {
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
  if (shebang !== null) {
    const shell = shellNamed(shebang.program, system.scene.binSh);
    if (shell.kind === "known") {
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
  const { binSh } = system.scene;
  const called = caller ?? { shell: binSh, posix: binSh === "bash" };
  // So does execvp(3), by which wrappers start their command; a container runtime refuses.
  const isStart = caller === null && process.pid === 1 && process.launches.length === 1;
  if (isStart) becomeOpaque(process, "it has no #! line, so the kernel cannot start it");
  else becomeScript(system, process, called, script, located.path, [], argv);
}

/** A script of another language: known by its own name (`bin/rails server`), else as what its interpreter runs. */
function becomeInterpreted(
  system: System,
  process: Process,
  interpreter: readonly string[],
  argv: readonly Argument[],
): void {
  const byName = conduct(system, process, argv);
  const line = [...interpreter.map(plainArgument), ...argv.slice(1)];
  const byInterpreter = conduct(system, process, line);
  // An interpreter that hands over to the script (`ruby bin/rails`) says no more than the script's own name does.
  if (byName.kind !== "stranger" || byInterpreter.kind === "replaces")
    becomeProgram(system, process, byName, argv);
  else becomeProgram(system, process, byInterpreter, line);
}

/** A command known by its name alone. */
function becomeNamed(system: System, process: Process, argv: readonly Argument[], located: Located): void {
  const name = argv[0]?.text ?? "";
  const applet = baseName(name) === "busybox" ? argv.slice(1) : argv;
  const shell = shellNamed(applet[0]?.text ?? "", system.scene.binSh);
  if (shell.kind === "known") {
    becomeShell(system, process, shell, applet);
    return;
  }
  if (shell.kind === "unmodelled") {
    becomeOpaque(process, `siglint does not know how ${shell.name} behaves`);
    return;
  }
  const { entrypointConduct } = system.scene.base;
  if (
    entrypointConduct !== null &&
    baseName(entrypointConduct.script) === baseName(name) &&
    argv.length > 1
  ) {
    if (entrypointConduct.kind === "execs-arguments") {
      execute(system, process, argv.slice(1), { hop: "exec", name: argv[1]?.text ?? "", site: null });
    } else process.body = program("service", { onStop: { kind: "ends" } });
    return;
  }
  if (baseName(name) === "tail" && pidOption(argv) !== null) {
    restWith(system, process, null, argv);
    return;
  }
  if (readsFifo(system, process, argv)) {
    process.body = program("rest", { status: 0 });
    return;
  }
  const found = conduct(system, process, argv);
  if (found.kind === "stranger" && located.kind === "unknown" && /\.(sh|bash)$|entrypoint$/.test(name)) {
    becomeOpaque(process, located.reason);
    return;
  }
  becomeProgram(system, process, found, argv);
}

function conduct(system: System, process: Process, argv: readonly Argument[]): Conduct {
  const name = baseName(argv[0]?.text ?? "");
  const service = system.scene.services.get(name);
  if (service !== undefined) return service.conduct;
  return conductOf(
    argv.map((argument) => argument.text),
    surroundings(system, process),
  );
}

function surroundings(system: System, process: Process): Surroundings {
  const { scene } = system;
  const shell = process.body.kind === "shell" ? process.body : null;
  return {
    workdir: workdirOf(system, process),
    env: (name) => {
      const variable = shell?.variables.get(name);
      const value = variable?.kind === "scalar" ? variable.texts[0] : undefined;
      if (value !== undefined) return value.includes(HOLE) ? null : value;
      const set = scene.env.get(name);
      return set?.kind === "known" ? set.text : null;
    },
    readFile: (path) => {
      const located = scene.files.find(path);
      return located.kind === "text" ? { file: located.text.file, text: located.text.text } : null;
    },
    isPid1: process.pid === 1,
    signal: scene.stopSignal,
    busybox: scene.base.sh.kind === "known" && scene.base.sh.shell === "ash",
  };
}

function becomeProgram(system: System, process: Process, found: Conduct, argv: readonly Argument[]): void {
  const readsFrom = process.stdin.kind === "pipe" ? process.stdin.writers : null;
  switch (found.kind) {
    case "brief": {
      const status = found.exit === "zero" ? 0 : found.exit === "nonzero" ? 1 : "unknown";
      write(system, process, HOLE);
      if (readsFrom === null) endProcess(system, process, "finished", status);
      else process.body = program("brief", { readsFrom, status });
      return;
    }
    case "rests": {
      restWith(system, process, found.seconds, argv);
      return;
    }
    case "service":
      process.body = program("service", { onStop: found.onStop, status: 0 });
      return;
    case "stranger":
      process.body = program("stranger", { onStop: { kind: "ends" }, readsFrom, status: 0 });
      return;
    case "replaces": {
      const user = userBelow(baseName(argv[0]?.text ?? ""), argv);
      if (user !== undefined) process.user = user;
      executeNested(system, process, found.command, argv, "exec");
      return;
    }
    case "supervises":
      becomeSupervisor(system, process, found, argv);
      return;
    case "detaches": {
      const daemon = system.spawn(process, program("service", { onStop: found.onStop }));
      Object.assign(daemon, { parent: 1, session: daemon.pid, group: daemon.pid, name: found.service });
      daemon.launches = [
        { hop: "background", name: found.service, site: process.launches.at(-1)?.site ?? null },
      ];
      endProcess(system, process, "finished", 0);
      return;
    }
    case "unknown":
      becomeOpaque(process, found.reason);
      return;
  }
}

function program(
  role: ProgramBody["role"],
  changes: Partial<Omit<ProgramBody, "kind" | "role">>,
): ProgramBody {
  const defaults = { onStop: { kind: "default" }, endsAt: null, status: "unknown", readsFrom: null } as const;
  return { kind: "program", role, ...defaults, ...changes };
}

/** A program that lets time pass: for so long, until its input ends, or (`tail --pid`) until another process does. */
function restWith(system: System, process: Process, seconds: number | null, argv: readonly Argument[]): void {
  const isReader = !["sleep", "tail"].includes(baseName(argv[0]?.text ?? ""));
  const { stdin } = process;
  if (isReader && (stdin.kind === "empty" || stdin.kind === "text")) {
    endProcess(system, process, "finished", 0);
    return;
  }
  const readsFrom = isReader && stdin.kind === "pipe" ? stdin.writers : pidOption(argv);
  process.body = program("rest", {
    endsAt: seconds === null ? null : system.now + seconds,
    readsFrom,
    status: 0,
  });
}

/** `cat fifo` stays until somebody writes to the named pipe and closes it. */
function readsFifo(system: System, process: Process, argv: readonly Argument[]): boolean {
  const [command, ...operands] = argv;
  if (baseName(command?.text ?? "") !== "cat") return false;
  return operands.some(({ text }) => {
    const path = joinImagePath(workdirOf(system, process), text);
    return path !== null && readContainerFile(system, path).kind === "fifo";
  });
}

function pidOption(argv: readonly Argument[]): readonly number[] | null {
  const option = argv.map((argument) => argument.text).find((word) => word.startsWith("--pid="));
  const pid = Number(option?.slice("--pid=".length));
  return option === undefined || !Number.isInteger(pid) ? null : [pid];
}

function becomeSupervisor(
  system: System,
  process: Process,
  found: Extract<Conduct, { kind: "supervises" }>,
  argv: readonly Argument[],
): void {
  const user = userBelow(baseName(argv[0]?.text ?? ""), argv);
  const children: number[] = [];
  for (const command of found.commands) {
    const child = system.spawn(process, process.body);
    if (found.childLeads !== "nothing") child.group = child.pid;
    if (found.childLeads === "session" || found.childLeads === "terminal") child.session = child.pid;
    if (found.childLeads === "terminal") child.terminal = true;
    if (user !== undefined) child.user = user;
    executeNested(system, child, command, argv, "wrapper");
    children.push(child.pid);
  }
  const readsTerminal = found.childLeads === "terminal";
  process.body = { kind: "supervisor", onStop: found.onStop, children, readsTerminal, killsAt: null };
}

function executeNested(
  system: System,
  process: Process,
  command: NestedCommand,
  argv: readonly Argument[],
  hop: "exec" | "wrapper",
): void {
  const words = nestedWords(command, argv, system.scene.binSh);
  const launch = { hop, name: words[0]?.text ?? "", site: process.launches.at(-1)?.site ?? null };
  execute(system, process, words, launch);
}

function nestedWords(
  command: NestedCommand,
  argv: readonly Argument[],
  binSh: ShellName,
): readonly Argument[] {
  switch (command.kind) {
    case "rest":
      return argv.slice(command.from);
    case "words":
      return command.argv.map((text) => ({ text, mapped: null, isForPeople: true }));
    case "string-word": {
      const word = argv[command.index];
      return word === undefined ? [] : [plainArgument(command.shell || binSh), plainArgument("-c"), word];
    }
    case "string": {
      const { file, text } = command;
      const pieces =
        file === null
          ? []
          : [{ at: 0, length: text.length, start: file.start, sourceLength: file.end - file.start }];
      const mapped = file === null ? null : { text, file: file.path, pieces };
      const shell = plainArgument(command.shell || binSh);
      return [shell, plainArgument("-c"), { text, mapped }, shell, ...command.args.map(plainArgument)];
    }
  }
}
