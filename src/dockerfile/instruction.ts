import type { Problem, Span } from "../span.ts";
import { readArgAssignments, readEnvAssignments } from "./assignment.ts";
import { readCopy } from "./copy.ts";
import type { Dockerfile, Heredoc, Instruction, OtherInstruction } from "./dockerfile.ts";
import { decodeExecForm, readCommand } from "./exec-form.ts";
import { makeProblem } from "./source.ts";
import { type Statement, splitStatement } from "./statement.ts";
import { wordAt } from "./words.ts";

/** What an instruction is read from, and where its problems go. */
export interface Reading {
  readonly statement: Statement;
  /** The whole instruction. */
  readonly span: Span;
  readonly heredocs: readonly Heredoc[];
  readonly escapeChar: Dockerfile["escape"];
  readonly problems: Problem[];
}

/** Reads any instruction but FROM. One that misses what it needs is a problem, and `other`. */
export function readInstruction(reading: Reading): Instruction {
  const { statement, span, heredocs, escapeChar, problems } = reading;
  const { keyword, rest } = statement;
  const kind = statement.name.toLowerCase();
  switch (kind) {
    case "cmd":
    case "entrypoint":
      return { kind, keyword, span, command: readCommand(rest) };
    case "run":
      return { kind, keyword, span, command: readCommand(rest), heredocs };
    case "copy":
    case "add":
      return readCopy(kind, statement, span, heredocs, problems) ?? other(reading);
    case "workdir":
    case "user":
    case "stopsignal":
      if (rest.text === "") return incomplete(reading, "a value");
      return { kind, keyword, span, value: wordAt(rest, 0, rest.text.length) };
    case "env":
      if (rest.text === "") return incomplete(reading, "`name=value`");
      return { kind, keyword, span, assignments: readEnvAssignments(rest, escapeChar, problems) };
    case "arg":
      if (rest.text === "") return incomplete(reading, "a name");
      return { kind, keyword, span, assignments: readArgAssignments(rest, escapeChar) };
    case "shell":
      return readShell(reading);
    case "onbuild":
      return readOnbuild(reading);
    default:
      return other(reading);
  }
}

/** Whether the lines after a statement can be its heredocs: RUN, COPY and ADD, ONBUILD or not, unless in JSON form. */
export function takesHeredocs(statement: Statement, escapeChar: string): boolean {
  const name = statement.name.toLowerCase();
  const inner = name === "onbuild" ? splitStatement(statement.rest, escapeChar) : statement;
  if (!["run", "copy", "add"].includes(inner.name.toLowerCase())) return false;
  return decodeExecForm(inner.rest).kind !== "strings";
}

function readShell(reading: Reading): Instruction {
  const { statement, span, problems } = reading;
  const form = decodeExecForm(statement.rest);
  if (form.kind === "strings" && form.words.length > 0) {
    return { kind: "shell", keyword: statement.keyword, span, argv: form.words };
  }
  const message = 'SHELL takes a JSON array of strings only; write it like `SHELL ["/bin/bash", "-c"]`';
  problems.push(makeProblem(span, message));
  return other(reading);
}

function readOnbuild(reading: Reading): Instruction {
  const { statement, span, escapeChar, problems } = reading;
  if (statement.rest.text === "") return incomplete(reading, "an instruction");
  const inner = splitStatement(statement.rest, escapeChar);
  const name = inner.name.toUpperCase();
  const nested: Reading = { ...reading, statement: inner, span: { ...span, start: inner.keyword.start } };
  if (name !== "ONBUILD" && name !== "FROM" && name !== "MAINTAINER") {
    return { kind: "onbuild", keyword: statement.keyword, span, instruction: readInstruction(nested) };
  }
  problems.push(makeProblem(inner.keyword, `Docker does not take ${name} after ONBUILD; remove this line`));
  return { kind: "onbuild", keyword: statement.keyword, span, instruction: other(nested) };
}

function incomplete(reading: Reading, what: string): OtherInstruction {
  const { name, keyword } = reading.statement;
  reading.problems.push(
    makeProblem(keyword, `${name.toUpperCase()} needs ${what}; write it after the keyword`),
  );
  return other(reading);
}

function other({ statement, span }: Reading): OtherInstruction {
  return { kind: "other", keyword: statement.keyword, span, name: statement.name.toUpperCase() };
}
