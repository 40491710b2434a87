import type { TraceStep } from "../diagnostic.ts";
import { commandLine, firstProcessInWords } from "../process/trace.ts";
import { nameOf } from "../script/image-path.ts";
import type { Located } from "../script/located.ts";
import type { Start } from "../start/start-command.ts";

/** Where PID 1 is set, and to what. */
export function firstStep(start: Start): TraceStep {
  const { place, command } = start;
  return { span: place, text: `${firstProcessInWords(start)} is ${commandLine(command?.argv ?? [])}` };
}

/** The steps that bring a file into the image, and then the one that starts it. */
export function traceOfFile(located: Extract<Located, { kind: "text" }>, start: Start): readonly TraceStep[] {
  const text = `brings ${nameOf(located.path)} to ${located.path}`;
  const last = located.by.at(-1);
  return [...(last === undefined ? [] : [{ span: last, text }]), firstStep(start)];
}
