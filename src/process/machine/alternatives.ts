import { nameOf } from "../../script/image-path.ts";
import type { ShellScript } from "../../shell/parse.ts";
import type { Assignment, Command, Word } from "../../shell/syntax.ts";
import { isKnown } from "../hole.ts";
import { plainArgument } from "./argument.ts";
import { isBuiltinName } from "./builtins/names.ts";
import { testWords } from "./builtins/test.ts";
import { isKnownCommand } from "./commands/index.ts";
import { appendFields, type Fields, joinFields } from "./expand/fields.ts";
import type { Expander } from "./expand/variables.ts";
import { appendWord, expandTexts } from "./expand/words.ts";
import type { Field, Status } from "./frames.ts";
import { conductOfNamed } from "./launch.ts";
import type { Process, ShellBody } from "./process.ts";
import type { System } from "./system.ts";

/** The fields that a command's words may expand to; more than a few alternatives are taken for one with unknown words. */
export function commandFields(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  node: Command,
): readonly Fields[] {
  const expander = { system, process, shell, script };
  let alternatives: Field[][] = [[]];
  const words: (Word | Assignment)[] = [...(node.name === undefined ? [] : [node.name]), ...node.args];
  for (const word of words) {
    alternatives =
      word.type === "Word"
        ? appendWord(expander, alternatives, word)
        : appendFields(alternatives, assignmentFields(expander, word));
  }
  return alternatives;
}

/** `export A=x`, `local a=(…)`: one field, never split. */
function assignmentFields(expander: Expander, assignment: Assignment): readonly Fields[] {
  const { name, value } = assignment;
  const values = value.type === "Word" ? expandTexts(expander, value) : [""];
  return values.map((text) => [
    { text: `${name}${assignment.append === true ? "+" : ""}=${text}`, word: null },
  ]);
}

/** What alternatives come to that need not be played one by one: one command, and perhaps a status. */
export interface Joined {
  readonly fields: Fields;
  /** What `$?` is afterwards; null for that of the command. */
  readonly status: Status | null;
}

/** Null where it matters which of the alternatives is run. */
export function joinAlternatives(
  system: System,
  process: Process,
  shell: ShellBody,
  alternatives: readonly Fields[],
): Joined | null {
  const [first = []] = alternatives;
  const name = first[0]?.text ?? "";
  if (!isKnown(name) || alternatives.some((fields) => fields[0]?.text !== name) || shell.functions.has(name))
    return null;
  if (INDIFFERENT.has(name)) return { fields: joinFields(alternatives), status: null };
  if (name === "[" || name === "test") {
    const statuses = alternatives.map((fields) => testWords(system, shell, textsOf(fields)));
    const status = statuses[0] ?? "unknown";
    return { fields: first, status: statuses.every((other) => other === status) ? status : "unknown" };
  }
  if (isBuiltinName(name) || isKnownCommand(nameOf(name))) return null;
  const fields = joinFields(alternatives);
  const conducts = [fields, ...alternatives].map((each) => conductKey(system, process, each));
  return conducts[0] !== null && conducts.every((conduct) => conduct === conducts[0])
    ? { fields, status: null }
    : null;
}

/** Commands that do the same to processes whatever their arguments are. */
const INDIFFERENT: ReadonlySet<string> = new Set(
  `awk cat chmod chown cp cut echo find grep head install ln ls mkdir mv openssl printf rm sed sort tee touch tr`.split(
    " ",
  ),
);

/** A text that programs share which behave alike; null for a script, and for what starts something else. */
function conductKey(system: System, process: Process, fields: Fields): string | null {
  const conduct = conductOfNamed(system, process, textsOf(fields).map(plainArgument));
  switch (conduct?.kind) {
    case "brief":
    case "rests":
    case "service":
    case "stranger":
      return JSON.stringify(conduct);
    default:
      return null;
  }
}

function textsOf(fields: Fields): readonly string[] {
  return fields.map(({ text }) => text);
}
