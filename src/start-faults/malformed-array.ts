import type { Command, Dockerfile } from "../dockerfile/dockerfile.ts";
import { type MappedText, spanOf } from "../mapped-text.ts";
import type { Setting } from "../start/start-command.ts";
import { readArrayMeant } from "./array-meant.ts";
import { instructionAt, type StartFacts } from "./start-facts.ts";
import type { MalformedArray, Mend } from "./start-fault.ts";
import { firstStep } from "./trace.ts";

/** The ENTRYPOINT or CMD in force that Docker does not take for an array, though its author wrote one. */
export function findMalformedArray(facts: StartFacts): MalformedArray | null {
  const { entrypoint, cmd } = facts.start.command ?? { entrypoint: null, cmd: null };
  const broken = judge("ENTRYPOINT", entrypoint, facts);
  if (broken !== null) return broken;
  // Behind a shell-form ENTRYPOINT nobody reads it.
  return entrypoint?.form === "shell" ? null : judge("CMD", cmd, facts);
}

function judge(
  instruction: MalformedArray["instruction"],
  setting: Setting | null,
  { dockerfile, start }: StartFacts,
): MalformedArray | null {
  const command = setting === null ? null : commandOf(setting, dockerfile);
  if (command?.form !== "shell" || command.fault === null) return null;
  const { text, fault, span } = command;
  const meant = readArrayMeant(text.text);
  if (!isMeantAsArray(text.text, meant !== null)) return null;
  const detail =
    fault.kind === "not-json" ? { kind: fault.kind, detail: fault.detail } : { kind: fault.kind };
  const mend = meant === null ? null : mendOf(text, meant.changes);
  return {
    kind: "malformed-array",
    instruction,
    fault: detail,
    span,
    trace: [firstStep(start)],
    certain: true,
    mend,
  };
}

function commandOf({ instruction }: Setting, dockerfile: Dockerfile | null): Command | null {
  const found = instruction === null ? null : instructionAt(dockerfile, instruction);
  return found?.kind === "cmd" || found?.kind === "entrypoint" ? found.command : null;
}

/** `[ -f x ] && app` is a test: a blank behind the bracket, and no list of words up to the other one. */
function isMeantAsArray(text: string, readable: boolean): boolean {
  if (text.startsWith("[[")) return false;
  return /^\[\s/.test(text) ? readable && text.includes(",") : true;
}

function mendOf(rest: MappedText, changes: readonly { start: number; end: number; text: string }[]): Mend {
  const edits = changes.map(({ start, end, text }) => ({ ...spanOf(rest, start, end), text }));
  return { edits, safe: true };
}
