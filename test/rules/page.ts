import type { FileTree } from "../../src/context/file-tree.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";
import type { Severity } from "../../src/diagnostic.ts";

/** An example of a rule's page: a build context, what is expected of it, and what fixes make of it. */
export interface Example {
  readonly title: string;
  readonly reported: boolean;
  readonly files: ReadonlyMap<string, string>;
  readonly expected: readonly Expected[];
  readonly fixed: ReadonlyMap<string, string>;
  /** Files whose mode is said: whether they may be executed. */
  readonly modes: ReadonlyMap<string, boolean>;
  /** The fixed texts need unsafe fixes too. */
  readonly unsafe: boolean;
}

export interface Expected {
  readonly file: string;
  /** One-based, in the file without its `# expect:` lines. */
  readonly line: number;
  readonly rule: string;
  readonly severity: Severity | null;
}

/**
 * The examples of a page: below `## Reported` and `## Not reported`, one per `###` heading. Fenced blocks name their file
 * (```` ```sh start.sh ````), `fixed` after it marks what the fix makes of it, `fixed unsafe` what the unsafe ones do.
 * `644` or `755` is its mode (else what starts with `#!` may be executed), `crlf` ends its lines as Windows does.
 * A block of the language `program` is a compiled one. `# expect: rule` on a line of its own, a severity behind it if it matters, stands above the line it is about.
 */
export function readPage(markdown: string): readonly Example[] {
  const parts = markdown.split(/^## /m).slice(1);
  return parts.flatMap((part) => {
    const heading = part.slice(0, part.indexOf("\n")).trim();
    if (heading !== "Reported" && heading !== "Not reported") return [];
    const examples = part.split(/^### /m).slice(1);
    return examples.map((text) => readExample(text, heading === "Reported"));
  });
}

function readExample(text: string, reported: boolean): Example {
  const files = new Map<string, string>();
  const fixed = new Map<string, string>();
  const modes = new Map<string, boolean>();
  const expected: Expected[] = [];
  let unsafe = false;
  for (const [, info = "", body = ""] of text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)) {
    const [language, file, mark, safety] = info.split(" ");
    if (file === undefined) continue;
    if (mark === "fixed") {
      fixed.set(file, body);
      unsafe ||= safety === "unsafe";
      continue;
    }
    if (mark === "644" || mark === "755") modes.set(file, mark === "755");
    if (language === "program") {
      files.set(file, "\x7fELF\0");
      continue;
    }
    const lines = body.split("\n");
    const kept: string[] = [];
    for (const line of lines) {
      const match = /^\s*# expect: ([\w-]+)(?: (error|warning|info))?$/.exec(line);
      if (match === null) kept.push(line);
      else
        expected.push({ file, line: kept.length + 1, rule: match[1] ?? "", severity: severityOf(match[2]) });
    }
    files.set(file, kept.join(mark === "crlf" ? "\r\n" : "\n"));
  }
  return { title: text.slice(0, text.indexOf("\n")).trim(), reported, files, expected, fixed, modes, unsafe };
}

function severityOf(word: string | undefined): Severity | null {
  return word === "error" || word === "warning" || word === "info" ? word : null;
}

/** The build context of an example, with other texts in the place of some. */
export function contextOf(
  { files, modes }: Example,
  changed: ReadonlyMap<string, string> = new Map(),
): FileTree {
  const texts = [...files, ...changed].map(
    ([file, text]) => [file, { text, executable: modes.get(file) ?? text.startsWith("#!") }] as const,
  );
  return memoryTree(Object.fromEntries(texts));
}
