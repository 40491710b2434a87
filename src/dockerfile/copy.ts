import { type MappedText, spanOf } from "../mapped-text.ts";
import type { Problem, Span } from "../span.ts";
import type { CopyInstruction, Heredoc, Word } from "./dockerfile.ts";
import { decodeExecForm } from "./exec-form.ts";
import { readHeredocMarker } from "./heredoc.ts";
import { makeProblem } from "./source.ts";
import { flagIsSet, flagValue, type Statement } from "./statement.ts";
import { splitPlainWords } from "./words.ts";

/** COPY or ADD; null, with a problem, where there is no destination. */
export function readCopy(
  kind: "copy" | "add",
  statement: Statement,
  span: Span,
  heredocs: readonly Heredoc[],
  problems: Problem[],
): CopyInstruction | null {
  const words = readPaths(kind, statement.rest, problems);
  if (words === null) return null;
  const destination = words.at(-1);
  if (destination === undefined || words.length < 2) {
    const message = `${kind.toUpperCase()} needs a source and a destination; write both, parted by a space`;
    problems.push(makeProblem(statement.keyword, message));
    return null;
  }
  return {
    kind,
    span,
    keyword: statement.keyword,
    from: kind === "copy" ? flagValue(statement, "from") : null,
    chmod: flagValue(statement, "chmod"),
    parents: kind === "copy" && flagIsSet(statement, "parents"),
    exclude: statement.flags.flatMap((flag) =>
      flag.name === "exclude" && flag.value !== null ? [flag.value] : [],
    ),
    sources: words.slice(0, -1).filter((word) => readHeredocMarker(word.raw) === null),
    destination,
    heredocs,
  };
}

function readPaths(kind: string, rest: MappedText, problems: Problem[]): readonly Word[] | null {
  const form = decodeExecForm(rest);
  if (form.kind === "strings") return form.words.map(({ text, span }) => ({ raw: text.text, span }));
  if (form.kind === "none" || form.fault.kind === "not-json") return splitPlainWords(rest);
  const message = `the JSON array of ${kind.toUpperCase()} holds something that is no string, so the build fails; put every path in double quotes`;
  problems.push(makeProblem(spanOf(rest, 0, rest.text.length), message));
  return null;
}
