import type { Instruction } from "../../src/dockerfile/dockerfile.ts";
import { parseDockerfile } from "../../src/dockerfile/parse.ts";
import type { Span } from "../../src/span.ts";

/** The instructions of a Dockerfile's only stage. */
export function instructions(text: string): readonly Instruction[] {
  return parseDockerfile("Dockerfile", text).stages[0]?.instructions ?? [];
}

/** The first instruction after FROM; a FROM is put in front where the text has none. */
export function only(text: string): Instruction {
  const [first] = instructions(/^\uFEFF?from /im.test(text) ? text : `FROM a\n${text}`);
  if (first === undefined) throw new Error(`no instruction in ${JSON.stringify(text)}`);
  return first;
}

/** What stands at a span. */
export function at(text: string, span: Span | undefined): string | undefined {
  return span === undefined ? undefined : text.slice(span.start, span.end);
}
