import { type MappedText, spanOf } from "../mapped-text.ts";
import type { Command, Word } from "../shell/syntax.ts";
import type { Span } from "../span.ts";
import type { ShellName } from "../start/base-image.ts";
import { absoluteImagePath } from "./image-path.ts";
import { expandRunWord, type RunWord, type Variables } from "./run-words.ts";

/** Words in front of a command that do not change what it does to files. */
const PREFIX = /^(sudo|exec|command|env|busybox)$/;

/** What the commands of a RUN step share while they are walked: folder, variables, and the text they stand in. */
export class RunScope {
  /** What runs the step; null where that is not known. */
  readonly shell: ShellName | null;
  /** Absolute; null once it is not known. */
  cwd: string | null;
  source: MappedText;
  readonly #env: Variables;
  readonly #set = new Map<string, RunWord>();

  constructor(source: MappedText, shell: ShellName | null, cwd: string | null, env: Variables) {
    this.source = source;
    this.shell = shell;
    this.cwd = cwd;
    this.#env = env;
  }

  readonly variables: Variables = (name) => this.#set.get(name) ?? this.#env(name);

  words(word: Word): readonly RunWord[] {
    return expandRunWord(this.source, word, this.variables);
  }

  /** The words of a command, without `sudo` and the like in front. */
  argv(command: Command): readonly RunWord[] {
    if (command.name === undefined) return [];
    const given = [command.name, ...command.args.filter((word) => word.type === "Word")];
    const words = given.flatMap((word) => this.words(word));
    const first = words.findIndex((word) => !PREFIX.test(word.text?.text ?? ""));
    return first > 0 ? words.slice(first) : words;
  }

  set(name: string, value: RunWord): void {
    this.#set.set(name, value);
  }

  /** The variables that a command without a name sets. */
  assign(command: Command): void {
    for (const part of command.prefix) {
      if (part.type !== "Assignment" || part.value.type !== "Word") continue;
      const [value] = this.words(part.value);
      if (value !== undefined) this.set(part.name, part.append ? { text: null, pattern: false } : value);
    }
  }

  /** The absolute path that a word names; null where only the build knows it. */
  path(word: RunWord | undefined): string | null {
    const text = word?.text?.text ?? null;
    return text === null ? null : absoluteImagePath(text, this.cwd);
  }

  place(node: { readonly pos: number; readonly end: number }): Span {
    return spanOf(this.source, node.pos, node.end);
  }
}
