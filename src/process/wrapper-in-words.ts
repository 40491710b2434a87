import { nameOf } from "../script/image-path.ts";
import type { WrapperBreak } from "./breaks/break.ts";
import { nameInWords, shortName } from "./names-in-words.ts";
import type { ProcessNode } from "./stop.ts";

/** How the service runs below a wrapper: a clause. */
export function wrapperInWords({ wrapper, runs, shell }: WrapperBreak): string {
  const name = nameOf(wrapper.name);
  return shell === null
    ? `${runs} is a child of ${name}`
    : `${name} runs ${runs} through ${nameInWords(shell)}, which stays`;
}

/** What a wrapper does with the stop signal, and what that means for the service below it: a clause. */
export function belowWrapper(broken: WrapperBreak, inTheEnd: string): string {
  const { wrapper, runs, outcome, signal } = broken;
  const name = nameOf(wrapper.name);
  const killed = outcome === "cut" ? "is killed in the middle of its work" : `is killed ${inTheEnd}`;
  switch (wrapper.signal) {
    case "never":
      return `${signal} does not come this far, and ${wouldDo(broken)}: ${runs} ${outcome === "cut" ? "is killed when the container ends" : killed}`;
    case "ignored":
      return `${name} does not pass ${signal} on, so ${runs} ${killed}`;
    case "killed":
      return `${signal} ends ${name} at once, and ${runs} ${killed}`;
    case "forwarded":
    case "handled":
      return sentSignal(wrapper, signal) === null
        ? `${does(broken)}, and ${runs} ${killed}`
        : `${does(broken)}; ${runs} is killed in the middle of its work unless it handles that too`;
  }
}

function does({ wrapper, shell, runs, outcome, signal }: WrapperBreak): string {
  const name = nameOf(wrapper.name);
  const { onStop } = wrapper;
  if (onStop?.kind === "forwards-and-leaves") return `${name} passes ${signal} on and ends without waiting`;
  if (onStop?.kind === "leaves") return `${name} ends at once on ${signal} and passes nothing on`;
  const seconds = onStop?.kind === "forwards-then-kills" ? onStop.seconds : null;
  const then = seconds === null ? "" : `, and SIGKILL ${seconds} s later`;
  if (shell !== null) {
    const alone = `${name} passes ${signal} on to ${shortName(shell)} alone`;
    return outcome === "cut" ? `${alone}; ${shortName(shell)} ends at once, the container with it` : alone;
  }
  const other = sentSignal(wrapper, signal);
  if (other !== null) return `${name} sends ${other} in the place of ${signal}${then}`;
  return seconds === null
    ? `${name} does not wait until ${runs} has ended`
    : `${name} passes ${signal} on${then}, whether ${runs} has ended or not`;
}

/** Another signal that it sends in the place of the stop signal; null where it passes on what it gets. */
export function sentSignal({ onStop }: Pick<ProcessNode, "onStop">, signal: string): string | null {
  const other = onStop !== undefined && "as" in onStop ? (onStop.as ?? null) : null;
  return other === signal ? null : other;
}

/** What would become of the signal if it came this far. */
function wouldDo({ wrapper, shell, signal }: WrapperBreak): string {
  const name = nameOf(wrapper.name);
  switch (wrapper.onStop?.kind) {
    case "forwards":
    case "forwards-then-kills":
    case "stops-in-turn":
      return shell === null
        ? `${name} would not pass it on as ${signal}`
        : `${name} would pass it on to ${shortName(shell)} alone`;
    case "forwards-and-leaves":
      return `${name} would not wait`;
    case "leaves":
    case "swallows":
    case "default":
    case undefined:
      return `${name} would not pass it on`;
  }
}
