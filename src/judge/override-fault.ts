import type { Container } from "../container/container.ts";
import type { Outcome } from "../diagnostic.ts";
import { commandLine } from "../process/trace.ts";
import type { Overlay } from "../start/overlay.ts";
import type { OverrideFault } from "../target.ts";
import type { Judged, Subject } from "./judge-target.ts";

/** Another overlay than the container's own. */
export interface OtherOverlay {
  /** What starts with it; null where its image cannot be built. */
  readonly subjectWith: (overlay: Overlay) => Subject | null;
  readonly judge: (subject: Subject) => Judged;
}

/** Looks for the one override without which the stop would go well; only where it does not. */
export function findOverrideFault(
  { overlay }: Container,
  { target }: Judged,
  { subjectWith, judge }: OtherOverlay,
): OverrideFault | null {
  const [broken] = target.breaks;
  if (broken === undefined || !isBad(target.stop.outcome)) return null;
  const { entrypoint, cmd, stopSignal } = overlay;
  if (stopSignal?.origin.kind === "file") {
    const subject = subjectWith({ ...overlay, stopSignal: null });
    const without = subject === null ? null : judge(subject);
    if (goesWell(without)) {
      const { signal: was } = without.target.start.image.stopSignal;
      return { kind: "stop-signal", span: stopSignal.origin.span, broken, was, signal: stopSignal.signal };
    }
  }
  if (entrypoint === null || entrypoint.setting === null) return null;
  const words = [...entrypoint.setting.words, ...(cmd?.setting?.words ?? [])];
  const setting = { ...entrypoint.setting, words };
  const behind = subjectWith({ ...overlay, entrypoint: null, cmd: { setting, span: entrypoint.span } });
  const own = behind?.start.command?.entrypoint ?? null;
  // Most images have none, and there is nothing to judge then.
  if (behind === null || own === null || !goesWell(judge(behind))) return null;
  const isAll = cmd?.setting === undefined || cmd.setting === null;
  return { kind: "entrypoint", span: entrypoint.span, broken, takesAway: commandLine(own.words), isAll };
}

function isBad(outcome: Outcome): boolean {
  return outcome === "lost" || outcome === "cut" || outcome === "stuck";
}

function goesWell(judged: Judged | null): judged is Judged {
  if (judged === null) return false;
  const { start, stop } = judged.target;
  return stop.outcome === "graceful" && !start.commandAssumed;
}
