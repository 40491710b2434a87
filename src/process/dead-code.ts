import type { TraceStep } from "../diagnostic.ts";
import { type MappedText, spanOf } from "../mapped-text.ts";
import { eachChild, parseShell } from "../shell/parse.ts";
import type { Statement, SyntaxNode } from "../shell/syntax.ts";
import type { Span } from "../span.ts";

/** Commands behind an `exec` that always becomes another program: they can never run (POSIX, `exec`). */
export interface DeadCode {
  /** The first of them. */
  readonly span: Span;
  /** Its first words. */
  readonly text: string;
  readonly exec: TraceStep;
}

/** What stands behind an `exec` in the same list of commands; a message for the case that `exec` fails is no fault. */
export function findDeadCode(scripts: readonly MappedText[]): readonly DeadCode[] {
  return scripts.flatMap((script) => {
    const found: DeadCode[] = [];
    const visit = (node: SyntaxNode): void => {
      const dead =
        node.type === "Script" || node.type === "CompoundList" ? deadIn(node.commands, script) : null;
      if (dead !== null) found.push(dead);
      eachChild(node, visit);
    };
    visit(parseShell(script).root);
    return found;
  });
}

function deadIn(statements: readonly Statement[], script: MappedText): DeadCode | null {
  const index = statements.findIndex(isExec);
  const exec = statements[index];
  const first = statements.slice(index + 1).find((statement) => !isForFailure(statement));
  if (exec === undefined || first === undefined) return null;
  const text = script.text.slice(exec.command.pos, exec.command.end);
  return {
    span: spanOf(script, first.command.pos, first.command.end),
    text: script.text.slice(first.command.pos, first.command.end),
    exec: { span: spanOf(script, exec.command.pos, exec.command.end), text },
  };
}

function isExec({ command, background }: Statement): boolean {
  return (
    command.type === "Command" &&
    background !== true &&
    command.name?.value === "exec" &&
    command.args.length > 0
  );
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
