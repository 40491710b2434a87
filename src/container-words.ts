import type { Span } from "./span.ts";
import type { Target } from "./target.ts";

/** A stop signal (without `SIG`) as the file has it that is to be changed. */
export function stopSignalLine(signal: string, { id, start: { image } }: Target): string {
  const { origin } = image.stopSignal;
  const isInDockerfile = image.stage !== null && (origin.kind !== "file" || origin.span.file !== id.file);
  if (isInDockerfile || id.kind === "dockerfile" || id.kind === "image") return `STOPSIGNAL SIG${signal}`;
  // From Kubernetes 1.33 on, beside `spec.os.name`.
  return id.kind === "compose" ? `stop_signal: SIG${signal}` : `lifecycle.stopSignal: SIG${signal}`;
}

/** What puts an init in front of a container, as a noun for brackets. */
export function initInFront({ id }: Target): string {
  switch (id.kind) {
    case "compose":
      return "`init: true`";
    case "kubernetes":
      return "tini in the image, or `shareProcessNamespace: true` for the pod";
    default:
      return "`docker run --init`, or tini";
  }
}

/** ENTRYPOINT or CMD as the file calls it in which a span stands. */
export function settingInWords({ id }: Target, instruction: "ENTRYPOINT" | "CMD", { file }: Span): string {
  if (file !== id.file || (id.kind !== "compose" && id.kind !== "kubernetes")) return instruction;
  const names = id.kind === "compose" ? ["`entrypoint`", "`command`"] : ["`command`", "`args`"];
  return names[instruction === "ENTRYPOINT" ? 0 : 1] ?? instruction;
}
