/** A problem matcher as GitHub's runner and VS Code know it. */
export interface Matcher {
  readonly owner: string;
  readonly severity?: string;
  readonly pattern: readonly Pattern[];
}

interface Pattern {
  readonly regexp: string;
  readonly file?: number;
  readonly line?: number;
  readonly column?: number;
  readonly severity?: number;
  readonly code?: number;
  readonly message?: number;
}

export interface Matched {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
}

/** What the runner makes of an output: each pattern of a matcher takes one line, right below that of the pattern before. */
export function matchedProblems(output: string, matchers: readonly Matcher[]): readonly Matched[] {
  const lines = output.split("\n");
  return lines.flatMap((_, start) =>
    matchers.flatMap((matcher) => matchAt(lines.slice(start), matcher) ?? []),
  );
}

function matchAt(lines: readonly string[], { severity = "error", pattern }: Matcher): Matched | null {
  let found: Matched = { file: "", line: 0, column: 0, severity, code: "", message: "" };
  for (const [index, part] of pattern.entries()) {
    const groups = new RegExp(part.regexp).exec(lines[index] ?? "");
    if (groups === null) return null;
    const text = (group: number | undefined, other: string): string =>
      group === undefined ? other : (groups[group] ?? other);
    found = {
      file: text(part.file, found.file),
      line: Number(text(part.line, String(found.line))),
      column: Number(text(part.column, String(found.column))),
      severity: text(part.severity, found.severity),
      code: text(part.code, found.code),
      message: text(part.message, found.message),
    };
  }
  return found;
}
