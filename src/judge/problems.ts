import { byCodeUnit } from "../context/code-units.ts";
import type { ReadFailure } from "../context/file-tree.ts";
import { parseShell, syntaxErrors } from "../shell/parse.ts";
import type { Problem } from "../span.ts";
import type { Judged } from "./judge-target.ts";

/** What could not be read on the way into the scripts. */
export function problemsOf({ target, scripts, unread }: Judged): readonly Problem[] {
  const { place } = target.start;
  const files = unread.flatMap((located): readonly Problem[] => {
    if (located.kind === "program" && isNamedLikeScript(located.file)) {
      const message = `${located.file} is a binary file, not a script; siglint takes it for a program`;
      return [{ file: place.file, span: place, message }];
    }
    if (located.kind === "unknown" && located.unreadable !== undefined) {
      return [unreadable(located.unreadable.file, located.unreadable.why)];
    }
    return [];
  });
  return [...files, ...scripts.flatMap((script) => syntaxErrors(parseShell(script)))];
}

function isNamedLikeScript(file: string): boolean {
  return /\.(sh|bash)$/.test(file);
}

export function unreadable(file: string, why: ReadFailure): Problem {
  return { file, span: null, message: reasons[why] };
}

const reasons: Readonly<Record<ReadFailure, string>> = {
  missing: "vanished while it was read: run siglint again",
  name: "has a name that is not UTF-8, which siglint cannot read: rename it",
  directory: "is a folder where a Dockerfile was expected: name the Dockerfile in it",
  "not-a-file": "is neither a file nor a folder: name a Dockerfile",
  outside:
    "is a symbolic link that leads out of the repository, or of the folder that was named; it is not read",
  binary: "is a binary file: name the Dockerfile",
  "too-large": "is larger than 2 MiB, more than siglint reads",
  unreadable: "cannot be read: check its permissions",
};

/** Problems in the order of every output, each once. */
export function settleProblems(problems: readonly Problem[]): readonly Problem[] {
  const byKey = new Map(
    problems.map((each) => [JSON.stringify([each.file, each.span?.start, each.message]), each]),
  );
  return [...byKey.values()].sort(
    (a, b) =>
      byCodeUnit(a.file, b.file) ||
      (a.span?.start ?? 0) - (b.span?.start ?? 0) ||
      byCodeUnit(a.message, b.message),
  );
}
