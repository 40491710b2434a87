import type { Command, Word } from "../../shell/syntax.ts";

/** A `kill` as it is written. */
export interface KillCommand {
  /** `-9`, `-TERM`; null for none. */
  readonly option: Word | null;
  readonly targets: readonly Word[];
}

/** The `kill`s among commands; those that only ask or list are none. */
export function killsAmong(commands: readonly Command[]): readonly KillCommand[] {
  return commands.flatMap(({ name, args }) => {
    if (name === undefined || !/^(\/usr)?(\/bin\/)?kill$/.test(name.value)) return [];
    const words = args.filter((arg) => arg.type === "Word");
    const [first, ...others] = words;
    if (first === undefined || /^-(0|l|L)$/.test(first.value)) return [];
    if (/^-[sn]$/.test(first.value)) return [{ option: others[0] ?? null, targets: plain(others.slice(1)) }];
    const isOption = first.value.startsWith("-") && first.value.length > 1 && first.value !== "--";
    return [{ option: isOption ? first : null, targets: plain(isOption ? others : words) }];
  });
}

function plain(words: readonly Word[]): readonly Word[] {
  return words.filter(({ value }) => value !== "--");
}

/** The name of the variable that a word is, and nothing else: `$pid`, `"$pid"`, `"${pid}"`, `$!`. */
export function variableOf({ text }: Word): string | null {
  return (
    /^"?\$(?:(\w+|!)|\{(\w+|!)\})"?$/
      .exec(text)
      ?.slice(1)
      .find((name) => name !== undefined) ?? null
  );
}
