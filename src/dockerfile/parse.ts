import type { Problem, Span } from "../span.ts";
import { readDirectives } from "./directives.ts";
import type { ArgInstruction, Comment, Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { readEntries } from "./entry.ts";
import { readFrom } from "./from.ts";
import { readInstruction } from "./instruction.ts";
import { makeProblem, readSource, type Source } from "./source.ts";
import type { Statement } from "./statement.ts";

/**
 * Parses a Dockerfile as BuildKit does. Total: what cannot be read is a problem, and the rest is read all the same.
 * `file` is the path that spans name; offsets count UTF-16 units of `text` as it stands, a byte order mark included.
 * https://docs.docker.com/reference/dockerfile/
 */
export function parseDockerfile(file: string, text: string): Dockerfile {
  const source = readSource(file, text);
  const problems: Problem[] = [];
  const { escape: escapeChar, syntax, count } = readDirectives(source, problems);
  const comments: Comment[] = [];
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  const globalArgs: ArgInstruction[] = [];
  const orphans: Span[] = [];
  let inProse = false;
  let instructions = 0;
  for (const entry of readEntries(source, count, escapeChar, comments, problems)) {
    const { statement, span, heredocs } = entry;
    instructions += 1;
    const unread = isTemplate(statement) ? TEMPLATE : instructions > MOST_INSTRUCTIONS ? TOO_LONG : null;
    if (unread !== null) {
      const made = { file, text, escape: escapeChar, syntax, globalArgs: [], stages: [], comments };
      return { ...made, problems: [makeProblem(statement.keyword, unread)] };
    }
    const wasInProse = inProse;
    inProse = !canBeInstruction(statement.name);
    if (inProse && !wasInProse) problems.push(noInstruction(statement, escapeChar));
    if (inProse) continue;
    if (statement.name.toLowerCase() === "from") {
      stages.push({ ...readFrom(statement, span, stages.length, problems), instructions: [] });
      continue;
    }
    const instruction = readInstruction({ statement, span, heredocs, escapeChar, problems });
    const stage = stages.at(-1);
    if (stage !== undefined) stage.instructions.push(instruction);
    else if (instruction.kind === "arg") globalArgs.push(instruction);
    else orphans.push(instruction.keyword);
  }
  problems.push(...findMissingFrom(source, stages.length, orphans));
  problems.sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
  return { file, text, escape: escapeChar, syntax, globalArgs, stages, comments, problems };
}

const TEMPLATE =
  "this is a template of a Dockerfile, which siglint cannot read: check the Dockerfile that is made of it";

/** No image can have more than 127 layers, and each instruction may change what all those below it mean. */
const MOST_INSTRUCTIONS = 2000;
const TOO_LONG = `there are more than ${MOST_INSTRUCTIONS} instructions, more than siglint reads: check the parts on their own`;

/** A line of Go's, Jinja's, jq's or ERB's templates where an instruction should begin. */
function isTemplate({ name }: Statement): boolean {
  return /^(\{\{|\{%|<%)/.test(name);
}

/** Instructions of other frontends (`INCLUDE+`) are let pass where they look like one. */
function canBeInstruction(name: string): boolean {
  return /^[A-Z][A-Z0-9_+-]*$/.test(name) || known.has(name.toLowerCase());
}

const known = new Set([
  ..."add arg cmd copy entrypoint env expose from healthcheck label".split(" "),
  ..."maintainer onbuild run shell stopsignal user volume workdir".split(" "),
]);

function noInstruction({ name, keyword }: Statement, escapeChar: string): Problem {
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  const message = `\`${shown}\` is no instruction; if the line belongs to the one above, end that one with \`${escapeChar}\`, else remove it`;
  return makeProblem(keyword, message);
}

function findMissingFrom(source: Source, stages: number, orphans: readonly Span[]): readonly Problem[] {
  const first = orphans[0];
  if (stages > 0) {
    return orphans.map((span) =>
      makeProblem(span, "only ARG can stand before the first FROM; move this instruction below it"),
    );
  }
  const message =
    source.text.trim() === ""
      ? "the file is empty; a Dockerfile starts with `FROM image`"
      : "there is no FROM, so nothing is built; start with `FROM image`";
  return [{ file: source.file, span: first ?? null, message }];
}
