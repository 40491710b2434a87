import type { MappedText } from "../../mapped-text.ts";
import { nameOf } from "../../script/image-path.ts";
import type { Conduct, NestedCommand, ServiceCommand, StopWay } from "../programs/conduct.ts";
import type { Scene } from "../scene.ts";
import { type Argument, plainArgument } from "./argument.ts";
import { execute } from "./launch.ts";
import { placeOfLaunch } from "./place.ts";
import type { Launch, LaunchSite, Process } from "./process.ts";
import { runTimeScript } from "./run-time-script.ts";
import { becomeOpaque } from "./shell-process.ts";
import type { System } from "./system.ts";
import { userBelow } from "./user.ts";

/** So many at once are given up anyway. */
const MOST_CHILDREN = 50;

/** The process becomes a wrapper that starts its commands as children and stays with them. */
export function becomeSupervisor(
  system: System,
  process: Process,
  found: Extract<Conduct, { kind: "supervises" }>,
  argv: readonly Argument[],
): void {
  if (found.commands.length > MOST_CHILDREN) {
    system.giveUp("it starts more processes at once than siglint follows", placeOfLaunch(process));
    return;
  }
  const user = userBelow(nameOf(argv[0]?.text ?? ""), argv);
  const children: number[] = [];
  if (found.leads === "group") process.group = process.pid;
  for (const command of found.commands) {
    const child = system.spawn(process, process.body, found.keepsInput ? { kind: "empty" } : process.stdin);
    if (found.childLeads !== "nothing") child.group = child.pid;
    if (found.childLeads === "session" || found.childLeads === "terminal") child.session = child.pid;
    if (found.childLeads === "terminal") child.terminal = true;
    if (found.staysFor === "output" || found.onStop.kind === "stops-in-turn")
      child.stdout = { kind: "output", of: child.pid };
    if (user !== undefined) child.user = user;
    giveSettings(child, command);
    executeNested(system, child, command, argv, "wrapper", found.within);
    children.push(child.pid);
  }
  const staysFor = found.childLeads === "terminal" ? "sessions" : (found.staysFor ?? "children");
  const { onStop, commands } = found;
  const ways =
    onStop.kind === "stops-in-turn" ? commands.map((command) => command.stop ?? usualWay(system)) : [];
  const startsAnew =
    found.startsAnew === true ? children.filter((_, at) => commands[at]?.runsOnce !== true) : [];
  const now = { killsAt: null, turn: null };
  process.body = { kind: "supervisor", onStop, children, ways, staysFor, startsAnew, ...now };
}

/** A process takes on what the supervisor's configuration says of its command. */
function giveSettings(child: Process, { directory, user, environment, stop }: ServiceCommand): void {
  if (user !== undefined) child.user = user;
  if (environment !== undefined) child.environment = new Map([...child.environment, ...environment]);
  if (stop !== undefined) child.stopSignal = stop.signal;
  if (directory === undefined) return;
  child.directory = directory;
  if (child.body.kind === "shell") child.body = { ...child.body, workdir: directory };
}

function usualWay({ scene }: System): StopWay {
  const { stopSignal: signal } = scene;
  return { turn: 0, signal, to: "child", seconds: null, kills: "child", written: null };
}

/** The process becomes the command inside a wrapper's arguments. */
export function executeNested(
  system: System,
  process: Process,
  command: NestedCommand,
  argv: readonly Argument[],
  hop: "exec" | "wrapper",
  within?: number,
): void {
  if (command.kind === "unseen") {
    process.name = command.name;
    becomeOpaque(process, command.reason);
    return;
  }
  const words = nestedWords(command, argv, system.scene);
  const site = command.kind === "line" ? siteOfLine(system, command.line) : null;
  const addsShell = command.kind === "string" || command.kind === "string-word";
  const launch: Launch = {
    hop,
    name: words[0]?.text ?? "",
    site: site ?? process.launches.at(-1)?.site ?? null,
    ...(addsShell && { ownShell: true }),
  };
  execute(system, process, words, launch);
  // What only lets time pass does so no longer than that; a service is not started to be ended.
  const { body } = process;
  if (within === undefined || body.kind !== "program" || body.role !== "rest") return;
  const limit = system.now + within;
  // GNU timeout says 124 then; busybox's, which has become the command, dies of the signal.
  if (body.endsAt === null || body.endsAt > limit)
    process.body = { ...body, endsAt: limit, status: hop === "exec" ? 143 : 124 };
}

/** A line that no shell reads, as a place to point to. */
function siteOfLine(system: System, line: MappedText): LaunchSite {
  return {
    script: runTimeScript(system, line),
    readBy: "supervisor",
    name: 0,
    start: 0,
    end: line.text.length,
    shell: system.scene.binSh,
    after: "nothing",
    traps: [],
    inFunction: false,
  };
}

function nestedWords(
  command: Exclude<NestedCommand, { kind: "unseen" }>,
  argv: readonly Argument[],
  scene: Pick<Scene, "binSh">,
): readonly Argument[] {
  switch (command.kind) {
    case "rest":
      return argv.slice(command.from);
    case "words":
      return command.argv.map((text) => ({ text, mapped: null, isForPeople: true }));
    case "line":
      return command.words.map((mapped) => ({ text: mapped.text, mapped }));
    case "string-word": {
      const word = argv[command.index];
      if (word === undefined) return [];
      const { shell, args = [] } = command;
      return [plainArgument(shell || scene.binSh), plainArgument("-c"), word, ...args.map(plainArgument)];
    }
    case "string": {
      const { mapped, text } = command;
      const shell = plainArgument(command.shell || scene.binSh);
      return [shell, plainArgument("-c"), { text, mapped }, shell, ...command.args.map(plainArgument)];
    }
  }
}
