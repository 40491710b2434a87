import { spanOf } from "../mapped-text.ts";
import type { Problem, Span } from "../span.ts";
import type { Stage, Word } from "./dockerfile.ts";
import { makeProblem } from "./source.ts";
import { flagValue, type Statement } from "./statement.ts";
import { splitPlainWords } from "./words.ts";

/** A stage without its instructions; one whose image is missing has an empty `base`. */
export function readFrom(
  statement: Statement,
  span: Span,
  index: number,
  problems: Problem[],
): Omit<Stage, "instructions"> {
  const words = splitPlainWords(statement.rest);
  const [base, as, name] = words;
  const named = as?.raw.toLowerCase() === "as" && name !== undefined;
  if (base === undefined) {
    problems.push(
      makeProblem(statement.keyword, "FROM names no image; write `FROM image` or `FROM scratch`"),
    );
  } else if (words.length !== (named ? 3 : 1)) {
    const message =
      "Docker takes `FROM image` or `FROM image AS name`, nothing else; remove what is too much";
    problems.push(makeProblem(spanOf(statement.rest, 0, statement.rest.text.length), message));
  }
  const { end } = statement.keyword;
  const missing: Word = { raw: "", span: { ...statement.keyword, start: end } };
  return {
    index,
    name: named ? name.raw.toLowerCase() : null,
    base: base ?? missing,
    platform: flagValue(statement, "platform"),
    from: span,
  };
}
