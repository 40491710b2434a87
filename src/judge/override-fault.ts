import type { Container } from "../container/container.ts";
import type { Outcome } from "../diagnostic.ts";
import { commandLine } from "../process/trace.ts";
import type { Overlay } from "../start/overlay.ts";
import type { OverrideFault } from "../target.ts";
import type { Judged } from "./judge-target.ts";

/**
 * Looks for the one override without which the stop would go well; only where it does not. `judge` gives what another
 * overlay comes to.
 */
export function findOverrideFault(
  { overlay }: Container,
  { target }: Judged,
  judge: (overlay: Overlay) => Judged | null,
): OverrideFault | null {
  const [broken] = target.breaks;
  if (broken === undefined || !isBad(target.stop.outcome)) return null;
  const { entrypoint, cmd, stopSignal } = overlay;
  if (stopSignal?.origin.kind === "file") {
    const without = judge({ ...overlay, stopSignal: null });
    if (goesWell(without)) {
      const { signal: was } = without.target.start.image.stopSignal;
      return { kind: "stop-signal", span: stopSignal.origin.span, broken, was, signal: stopSignal.signal };
    }
  }
  if (entrypoint === null || entrypoint.setting === null) return null;
  const words = [...entrypoint.setting.words, ...(cmd?.setting?.words ?? [])];
  const setting = { ...entrypoint.setting, words };
  const behind = judge({ ...overlay, entrypoint: null, cmd: { setting, span: entrypoint.span } });
  const own = behind?.target.start.command?.entrypoint ?? null;
  if (own === null || !goesWell(behind)) return null;
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
