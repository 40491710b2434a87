import type { Edit } from "../../diagnostic.ts";
import type { Start } from "../../start/start-command.ts";

/**
 * STOPSIGNAL with another signal (without `SIG`): in the place of the one that stands there, else on a line of its own in
 * front of what sets PID 1. Null where that is handed down, or stands in another file.
 */
export function stopSignalEdits({ image, place }: Start, signal: string): readonly Edit[] | null {
  const { origin } = image.stopSignal;
  if (origin.kind === "file") return [{ ...origin.span, text: `SIG${signal}` }];
  if (image.stage === null || place.file !== image.stage.from.file) return null;
  if (place.start === image.stage.from.start) return null;
  return [{ file: place.file, start: place.start, end: place.start, text: `STOPSIGNAL SIG${signal}\n` }];
}
