import type { Target } from "./target.ts";

/** A stop signal (without `SIG`) as the file has it that is to be changed. */
export function stopSignalLine(signal: string, { id, start: { image } }: Target): string {
  const { origin } = image.stopSignal;
  const isInDockerfile = image.stage !== null && (origin.kind !== "file" || origin.span.file !== id.file);
  return id.kind === "compose" && !isInDockerfile ? `stop_signal: SIG${signal}` : `STOPSIGNAL SIG${signal}`;
}
