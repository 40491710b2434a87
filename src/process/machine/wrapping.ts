import { nameOf } from "../../script/image-path.ts";
import type { ShellName } from "../../start/base-image.ts";
import type { Conduct, NestedCommand } from "../programs/conduct.ts";
import { type Argument, plainArgument } from "./argument.ts";
import { execute } from "./launch.ts";
import type { Process } from "./process.ts";
import type { System } from "./system.ts";
import { userBelow } from "./user.ts";

/** The process becomes a wrapper that starts its commands as children and stays with them. */
export function becomeSupervisor(
  system: System,
  process: Process,
  found: Extract<Conduct, { kind: "supervises" }>,
  argv: readonly Argument[],
): void {
  const user = userBelow(nameOf(argv[0]?.text ?? ""), argv);
  const children: number[] = [];
  if (found.leads === "group") process.group = process.pid;
  for (const command of found.commands) {
    const child = system.spawn(process, process.body);
    if (found.childLeads !== "nothing") child.group = child.pid;
    if (found.childLeads === "session" || found.childLeads === "terminal") child.session = child.pid;
    if (found.childLeads === "terminal") child.terminal = true;
    if (found.staysFor === "output") child.stdout = { kind: "output", of: child.pid };
    if (user !== undefined) child.user = user;
    executeNested(system, child, command, argv, "wrapper", found.within);
    children.push(child.pid);
  }
  const staysFor = found.childLeads === "terminal" ? "sessions" : (found.staysFor ?? "children");
  process.body = { kind: "supervisor", onStop: found.onStop, children, staysFor, killsAt: null };
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
  const words = nestedWords(command, argv, system.scene.binSh);
  const launch = { hop, name: words[0]?.text ?? "", site: process.launches.at(-1)?.site ?? null };
  execute(system, process, words, launch);
  // What only lets time pass does so no longer than that; a service is not started to be ended.
  const { body } = process;
  if (within === undefined || body.kind !== "program" || body.role !== "rest") return;
  const limit = system.now + within;
  // GNU timeout says 124 then; busybox's, which has become the command, dies of the signal.
  if (body.endsAt === null || body.endsAt > limit)
    process.body = { ...body, endsAt: limit, status: hop === "exec" ? 143 : 124 };
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
