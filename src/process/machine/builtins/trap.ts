import { parseShell } from "../../../shell/parse.ts";
import { HOLE } from "../../hole.ts";
import { mappedArgument } from "../argument.ts";
import { noteTrap } from "../fatal-signals.ts";
import type { Successors } from "../fork.ts";
import { placeOf } from "../place.ts";
import type { Trap } from "../process.ts";
import { isPseudoSignal, readSignal } from "../signal-names.ts";
import type { Call } from "./call.ts";

/** `trap action signal …` (POSIX, trap). An unknown signal name fails, and sets nothing for that name. */
export function trap(call: Call): Successors {
  const { shell, words, args } = call;
  const operands = args.slice(words[1] === "--" ? 2 : 1);
  const [action, ...signals] = operands;
  shell.status = 0;
  if (action === undefined || ["-p", "-l", "-P"].includes(action.text)) return null;
  const resets =
    action.text === "-" || (signals.length === 0 && readSignal(action.text, shell.shell) !== null);
  const names = signals.length === 0 ? [action] : signals;
  const value = resets ? null : trapOf(call);
  for (const name of names) {
    const signal = readSignal(name.text, shell.shell);
    if (signal === null) {
      shell.status = 1;
      // dash leaves off at a bad name: what stands behind it is not set.
      if (shell.shell === "dash") break;
      continue;
    }
    setTrap(call, signal, value);
  }
  return null;
}

function trapOf({ script, node, args, words }: Call): Trap {
  const action = args[words[1] === "--" ? 2 : 1];
  const text = action?.text ?? "";
  if (text === "") return { kind: "ignore" };
  const source = mappedArgument(action ?? { text, mapped: null }, script.source);
  // A part of the action that is not known is most often an argument: it expands to nothing that can be followed.
  return {
    kind: "run",
    script: parseShell(source),
    text: text.replaceAll(HOLE, ""),
    place: placeOf(script, node),
  };
}

function setTrap({ process, shell, script, node }: Call, signal: string, value: Trap | null): void {
  if (shell.ignoredAtStart.has(signal)) return;
  if (isPseudoSignal(signal)) {
    if (value === null) shell.traps.delete(signal);
    else shell.traps.set(signal, value);
    return;
  }
  const ignored = new Map(process.ignored);
  ignored.delete(signal);
  if (value?.kind === "ignore") ignored.set(signal, placeOf(script, node));
  process.ignored = ignored;
  noteTrap(shell, signal, value);
  if (value === null) shell.traps.delete(signal);
  else shell.traps.set(signal, value);
}
