import type fc from "fast-check";
import type { MemoryFile } from "../../src/context/memory-tree.ts";
import type { LintResult } from "../../src/diagnostic.ts";
import type { LintOptions } from "../../src/library-options.ts";

/** The files of a build context, by path. */
export type Context = Readonly<Record<string, MemoryFile>>;

/** One kind of input that somebody may have written to do harm. Each file of `kinds/` is one; nothing lists them. */
export interface FuzzKind {
  /** Build contexts in which something of this kind is made up. */
  readonly contexts: fc.Arbitrary<Context>;
  /**
   * Makes of a context what is no text, below a folder that is empty, and says what there is to lint. Without it the
   * context is linted in memory.
   */
  readonly layOut?: (context: Context, folder: string) => Promise<LintOptions>;
  /** What has to hold besides what holds for every context (`check-context.ts`); throws where it does not. */
  readonly check?: (context: Context, result: LintResult) => void;
}

/** The text of a file; empty for what is none. */
export function textIn(context: Context, path: string): string {
  const file = context[path];
  if (file === undefined) return "";
  if (typeof file === "string") return file;
  return "text" in file ? file.text : "";
}
