/** The first line of a script that names its interpreter, split as Linux splits it. */
export interface Shebang {
  /** The interpreter's path, `env` seen through (`/usr/bin/env bash` gives `bash`), and s6-overlay's `with-contenv`. */
  readonly program: string;
  /** The words after it: Linux passes all the rest of the line as one, `env -S` splits it. */
  readonly args: readonly string[];
  /** UTF-16 offsets of the line in the text, `#!` included, line end left out. */
  readonly start: number;
  readonly end: number;
}

/** Reads the `#!` line (execve(2), "Interpreter scripts"); null without one. A byte order mark hides it, as for the kernel. */
export function readShebang(text: string): Shebang | null {
  const match = /^#![ \t]*([^\n]*)/.exec(text);
  if (match === null) return null;
  const line = (match[1] ?? "").replace(/(?<![ \t])[ \t]+$/, "");
  const [program = "", ...rest] = line.split(/[ \t]+/);
  const end = match[0].length;
  if (program === "") return null;
  const name = program.slice(program.lastIndexOf("/") + 1);
  if (name === "with-contenv" && rest[0] !== undefined)
    return { program: rest[0], args: rest.slice(1), start: 0, end };
  if (name !== "env") {
    const argument = line.slice(program.length).trim();
    return { program, args: argument === "" ? [] : [argument], start: 0, end };
  }
  const words = rest[0] === "-S" || rest[0] === "--split-string" ? rest.slice(1) : rest.slice(0, 1);
  const command = words.findIndex((word) => !word.includes("=") && !word.startsWith("-"));
  if (command === -1) return { program, args: rest, start: 0, end };
  return { program: words[command] ?? "", args: words.slice(command + 1), start: 0, end };
}
