import type { Command, ExecWord } from "../dockerfile/dockerfile.ts";
import type { Span } from "../span.ts";
import type { Setting, StartWord } from "./start-command.ts";

/** Docker's words in front of shell form where no SHELL is in force. */
const DEFAULT_SHELL: readonly StartWord[] = ["/bin/sh", "-c"].map((text) => ({
  text,
  origin: { kind: "docker" },
  mapped: null,
}));

/** The words of a JSON array, each with its place. */
export function execWords(argv: readonly ExecWord[]): readonly StartWord[] {
  return argv.map(({ text, span }) => ({ text: text.text, origin: { kind: "file", span }, mapped: text }));
}

/** The words that an image hands down; null for none. */
export function inheritedWords(words: readonly string[] | null, image: string): readonly StartWord[] | null {
  if (words === null || words.length === 0) return null;
  return words.map((text) => ({ text, origin: { kind: "image", image }, mapped: null }));
}

/** An ENTRYPOINT or CMD that an image hands down; null for none. */
export function inheritSetting(words: readonly string[] | null, image: string): Setting | null {
  const inherited = inheritedWords(words, image);
  if (inherited === null) return null;
  return { form: "exec", words: inherited, origin: { kind: "image", image }, instruction: null };
}

/**
 * An ENTRYPOINT or CMD as it goes into the image: shell form gets the SHELL words in front and is one word behind them
 * (`withShell` in BuildKit's dockerfile2llb/convert.go). Null for `[]`, which says that there is none.
 */
export function readSetting(
  command: Command,
  shell: readonly StartWord[] | null,
  instruction: Span,
): Setting | null {
  const origin = { kind: "file", span: command.span } as const;
  if (command.form === "exec") {
    const words = execWords(command.argv);
    return words.length === 0 ? null : { form: "exec", words, origin, instruction };
  }
  const string: StartWord = { text: command.text.text, origin, mapped: command.text };
  return { form: "shell", words: [...(shell ?? DEFAULT_SHELL), string], origin, instruction };
}
