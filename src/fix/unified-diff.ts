import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { FileChange } from "./fix-all.ts";

/** What would change, as `git apply` and `patch -p1` take it; empty where nothing would. */
export function unifiedDiff(changes: readonly FileChange[]): string {
  return changes
    .map(({ file, before, after }) =>
      withEndsOfNames(
        createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
          context: 3,
          headerOptions: FILE_HEADERS_ONLY,
        }),
      ),
    )
    .join("");
}

/** For `patch`, a name without quotes ends at a blank, unless there is a tab in the line: git puts one behind such names. */
function withEndsOfNames(patch: string): string {
  const [from = "", to = "", ...hunks] = patch.split("\n");
  const ended = [from, to].map((line) => (/^(---|\+\+\+) [ab]\/.* /.test(line) ? `${line}\t` : line));
  return [...ended, ...hunks].join("\n");
}
