import type { StartWord } from "../start/start-command.ts";
import { isShell, readShellCall } from "./shell-call.ts";
import type { StartFacts } from "./start-facts.ts";
import type { DiscardedCommand } from "./start-fault.ts";
import type { Started } from "./started.ts";
import { firstStep } from "./trace.ts";

/** A CMD that ENTRYPOINT makes nothing of: the words behind a `-c` string are `$0`, `$1` and so on of it. */
export function findDiscardedCommand(
  { start }: StartFacts,
  started: readonly Started[],
): DiscardedCommand | null {
  const { entrypoint, cmd } = start.command ?? { entrypoint: null, cmd: null };
  if (entrypoint === null || cmd?.origin.kind !== "file" || cmd.instruction === null) return null;
  const make = (by: DiscardedCommand["by"], starts: string, certain: boolean): DiscardedCommand => ({
    kind: "discarded-command",
    by,
    starts,
    span: cmd.origin.kind === "file" ? cmd.origin.span : start.place,
    trace: [firstStep(start)],
    certain,
  });
  const shell = started.find(({ name }) => isShell(name));
  if (shell === undefined) return null;
  const call = readShellCall(shell.words.map(({ text }) => text));
  const string = call.kind === "string" ? shell.words[call.index] : undefined;
  if (call.kind !== "string" || string === undefined) return null;
  if (!cmd.words.includes(string)) {
    if (entrypoint.words.indexOf(string) === -1 || readsArguments(string)) return null;
    return make(entrypoint.form === "shell" ? "shell-form" : "string", oneLine(string.text), false);
  }
  const more = shell.words.slice(call.index + 1);
  if (more.length === 0 || readsArguments(string) || cmd.words[0] !== string) return null;
  // `sh -c /bin/sh -c "…"` is a shell without anything to do.
  return make("command-name", string.text, cmd.form === "shell");
}

/** `$@`, `$*`, `$0`, `$1`, `${1…}`, `$#`; a string that only the build knows may read them as well. */
function readsArguments({ text }: StartWord): boolean {
  return /\$\{?[#!]?[@*#\d]|\bshift\b|\bfor\s+\w+\s*(;|do\b|\n)/.test(text);
}

function oneLine(text: string): string {
  const [line = "", ...more] = text.trim().split("\n");
  return more.length > 0 ? `${line.replace(/\\$/, "").trimEnd()} …` : line;
}
