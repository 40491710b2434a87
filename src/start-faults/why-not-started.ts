import type { Start } from "../start/start-command.ts";
import type { StartFault } from "./start-fault.ts";

/** Why nothing is started, for certain, as a clause; null where something is, or may be. */
export function whyNotStarted({ commandAssumed }: Start, faults: readonly StartFault[]): string | null {
  if (commandAssumed) return null;
  return faults.map(reasonOf).find((reason) => reason !== null) ?? null;
}

function reasonOf(fault: StartFault): string | null {
  if (!fault.certain) return null;
  switch (fault.kind) {
    case "malformed-array":
      return fault.fault.kind === "operator" ? null : `${fault.instruction} is not the array that is meant`;
    // Something is started, though not all.
    case "dropped-rest":
      return null;
    case "discarded-command":
      return "a shell is started without anything to do";
    case "missing-file":
      return `there ${fault.evidence.kind === "not-in-image" ? "is" : "will be"} no ${fault.name}`;
    case "locked-file":
      return `${fault.name} has no execute bit`;
    case "carriage-returns":
      return `the lines of ${fault.file} end in CR LF`;
    case "interpreter":
      return reasonOfInterpreter(fault.fault);
  }
}

function reasonOfInterpreter(fault: Extract<StartFault, { kind: "interpreter" }>["fault"]): string {
  switch (fault.kind) {
    case "no-shebang":
      return `${fault.name} does not begin with \`#!\``;
    case "lacking":
      return `${fault.image} has no ${fault.program}`;
    case "exec-assignment":
      return `\`exec\` looks for a program called \`${fault.word}\``;
  }
}
