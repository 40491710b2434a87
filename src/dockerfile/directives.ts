import type { Problem } from "../span.ts";
import type { Dockerfile } from "./dockerfile.ts";
import { makeProblem, makeSpan, type Source } from "./source.ts";
import { trimRange } from "./whitespace.ts";

export interface Directives {
  readonly escape: Dockerfile["escape"];
  readonly syntax: string | null;
  /** How many lines at the top of the file are parser directives. */
  readonly count: number;
}

const directive = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/;

/**
 * The parser directives: `# name=value` lines at the very top. The first line that is none ends them, a blank line or
 * an unknown name as well. https://docs.docker.com/reference/dockerfile/#parser-directives
 */
export function readDirectives(source: Source, problems: Problem[]): Directives {
  const seen = new Map<string, string>();
  let count = 0;
  for (const line of source.lines) {
    const { start, end } = trimRange(source.text, line.start, line.end);
    const match = directive.exec(source.text.slice(start, end));
    const name = match?.[1]?.toLowerCase();
    const value = match?.[2];
    if (name === undefined || value === undefined || !["escape", "syntax", "check"].includes(name)) break;
    count++;
    const span = makeSpan(source, start, end);
    if (seen.has(name)) {
      problems.push(makeProblem(span, `Docker takes \`# ${name}=\` only once; remove this line`));
    } else if (name === "escape" && value !== "\\" && value !== "`") {
      problems.push(
        makeProblem(span, "the escape character can only be `\\` or a backtick; write one of them"),
      );
    } else {
      seen.set(name, value);
    }
  }
  return {
    escape: seen.get("escape") === "`" ? "`" : "\\",
    syntax: seen.get("syntax")?.split(" ")[0] ?? null,
    count,
  };
}
