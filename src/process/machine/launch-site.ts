import type { ShellScript } from "../../shell/parse.ts";
import type { Command, Statement } from "../../shell/syntax.ts";
import { hasFrame, type Stack } from "./frames.ts";
import type { After, LaunchSite, ShellBody } from "./process.ts";
import { setTraps } from "./set-traps.ts";

/** What a mend of this command must know, from where the shell stands. */
export function launchSite(shell: ShellBody, script: ShellScript, node: Command): LaunchSite {
  const name = node.name?.pos ?? node.pos;
  return {
    script,
    readBy: "shell",
    name,
    start: node.pos,
    end: node.end,
    shell: shell.shell,
    after: whatFollows(shell.frames),
    traps: setTraps(shell),
    inFunction: hasFrame(shell.frames, "call"),
  };
}

/** The command of a site as it is written, from its first word on; empty where there is no site. */
export function commandText(site: LaunchSite | null): string {
  return site === null ? "" : site.script.source.text.slice(site.name, site.end);
}

/** The same, parted at blanks: quotes and expansions stay as they are written. */
export function commandWords(site: LaunchSite | null): readonly string[] {
  const text = commandText(site);
  return text === "" ? [] : text.split(/\s+/);
}

/** What the shell would still do after the command on top of its stack. */
export function whatFollows(stack: Stack | null): After {
  let after: After = "nothing";
  for (let at = stack; at !== null; at = at.below) {
    const { frame } = at;
    if (frame.kind === "loop" || frame.kind === "for") return "loop";
    if (frame.kind === "and-or" && frame.index < frame.node.commands.length) after = worse(after, "commands");
    if (frame.kind !== "list") continue;
    const { exit, work } = lastOf(frame.statements);
    if (exit >= frame.index) return worse(after, work < frame.index ? "exit" : "commands");
    if (work >= frame.index) after = worse(after, "commands");
  }
  return after;
}

/** Indexes of the last statement of a list that leaves it, and of the last that does something; -1 where none does. */
interface LastOfList {
  readonly exit: number;
  readonly work: number;
}

const known = new WeakMap<readonly Statement[], LastOfList>();

/** Looked for once: each of thousands of commands asks what follows it. */
function lastOf(statements: readonly Statement[]): LastOfList {
  const before = known.get(statements);
  if (before !== undefined) return before;
  const last = {
    exit: statements.findLastIndex(isExit),
    work: statements.findLastIndex((statement) => !isTrivial(statement)),
  };
  known.set(statements, last);
  return last;
}

function worse(a: After, b: After): After {
  const order: readonly After[] = ["nothing", "exit", "commands", "loop"];
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}

function isExit(statement: Statement): boolean {
  return nameOf(statement) === "exit" || nameOf(statement) === "return";
}

/** Nothing is lost when this never runs. */
function isTrivial(statement: Statement): boolean {
  const name = nameOf(statement);
  return name !== null && ["exit", "return", ":", "true", "fi", "done"].includes(name);
}

function nameOf({ command }: Statement): string | null {
  return command.type === "Command" ? (command.name?.text ?? null) : null;
}
