import type { TraceStep } from "../diagnostic.ts";
import { type MappedText, spanOf } from "../mapped-text.ts";
import { eachChild, parseShell } from "../shell/parse.ts";
import type { Statement, SyntaxNode } from "../shell/syntax.ts";
import type { Span } from "../span.ts";
import type { Launch } from "./machine/process.ts";
import type { ProcessNode, Stop } from "./stop.ts";

/** Commands behind an `exec` that always becomes another program: they can never run (POSIX, `exec`). */
export interface DeadCode {
  /** The first of them. */
  readonly span: Span;
  /** Its first words. */
  readonly text: string;
  readonly exec: TraceStep;
}

/**
 * What stands behind an `exec` in the same list of commands; a message for the case that `exec` fails is no fault, and where
 * a play has come to it the words of the `exec` were none: `exec "$@"` goes on where there are no arguments. So what is
 * behind that is judged by the image's own start, not by a container's (`isContainer`), which may give the arguments.
 */
export function findDeadCode(
  scripts: readonly MappedText[],
  stop: Stop,
  isContainer: boolean,
): readonly DeadCode[] {
  return scripts.flatMap((script) => {
    const found: Dead[] = [];
    const visit = (node: SyntaxNode): void => {
      const dead =
        node.type === "Script" || node.type === "CompoundList"
          ? deadIn(node.commands, script, isContainer)
          : null;
      if (dead !== null) found.push(dead);
      eachChild(node, visit);
    };
    visit(parseShell(script).root);
    return found.filter((dead) => !isReached(dead, script, stop)).map(({ code }) => code);
  });
}

function isReached({ from, to }: Dead, script: MappedText, { plays, others }: Stop): boolean {
  return [...plays, ...others]
    .flatMap(({ tree }) => launchesIn(tree))
    .some(({ site }) => site?.script.source === script && from <= site.start && site.start < to);
}

function launchesIn({ launches, otherLaunches = [], children }: ProcessNode): readonly Launch[] {
  return [...launches, ...otherLaunches.flat(), ...children.flatMap(launchesIn)];
}

/** The code, and where the list ends that it stands in; offsets into the script's text. */
interface Dead {
  readonly code: DeadCode;
  readonly from: number;
  readonly to: number;
}

function deadIn(statements: readonly Statement[], script: MappedText, isContainer: boolean): Dead | null {
  const index = statements.findIndex((each) => isExec(each) && !(isContainer && mayBeEmpty(each, script)));
  const exec = statements[index];
  const first = statements.slice(index + 1).find((statement) => !isForFailure(statement));
  if (exec === undefined || first === undefined) return null;
  const text = script.text.slice(exec.command.pos, exec.command.end);
  const code = {
    span: spanOf(script, first.command.pos, first.command.end),
    text: script.text.slice(first.command.pos, first.command.end),
    exec: { span: spanOf(script, exec.command.pos, exec.command.end), text },
  };
  return { code, from: exec.command.end, to: statements.at(-1)?.command.end ?? exec.command.end };
}

function isExec({ command, background }: Statement): boolean {
  return (
    command.type === "Command" &&
    background !== true &&
    command.name?.value === "exec" &&
    command.args.length > 0
  );
}

/** Whether nothing stands behind `exec` but words that may come to none. */
function mayBeEmpty({ command }: Statement, { text }: MappedText): boolean {
  if (command.type !== "Command") return false;
  return command.args.every(({ pos, end }) => /^"?\$(?:[@*]|\w+|\{[^}]*\})"?$/.test(text.slice(pos, end)));
}

/** Says that `exec` failed, or ends the script; or is no command at all. */
function isForFailure({ command }: Statement): boolean {
  if (command.type === "Function") return true;
  const name = nameOf(command);
  return name !== null && ["echo", "printf", "exit", "return", ":", "true", "false", "sleep"].includes(name);
}

function nameOf(command: SyntaxNode): string | null {
  return command.type === "Command" ? (command.name?.value ?? null) : null;
}
