import type { Break } from "./process/breaks/break.ts";
import type { ProcessNode } from "./process/stop.ts";
import { nameOf } from "./script/image-path.ts";
import type { Span } from "./span.ts";
import type { Target } from "./target.ts";

/** A stop signal (without `SIG`) as the file has it that is to be changed. */
export function stopSignalLine(signal: string, target: Target): string {
  const setting = stopSignalSetting(target);
  return `${setting}${setting === "STOPSIGNAL" ? "" : ":"} SIG${signal}`;
}

function stopSignalSetting({ id, start: { image, place } }: Target): string {
  const { origin } = image.stopSignal;
  const isOfImage = origin.kind !== "file" || origin.span.file !== id.file;
  // A command that a container lays over the image's has a signal beside it: the image's is for its own.
  const isInDockerfile = image.stage !== null && isOfImage && place.file !== id.file;
  if (isInDockerfile || id.kind === "dockerfile" || id.kind === "image") return "STOPSIGNAL";
  // From Kubernetes 1.33 on, beside `spec.os.name`.
  return id.kind === "compose" ? "stop_signal" : "lifecycle.stopSignal";
}

/** What puts an init in front of a container, as a noun for brackets. */
export function initInFront({ id }: Target): string {
  switch (id.kind) {
    case "compose":
      return "`init: true`";
    case "kubernetes":
      return "tini in the image, or `shareProcessNamespace: true` for the pod";
    default:
      return '`ENTRYPOINT ["tini", "--", …]`, or `docker run --init`';
  }
}

/** What another stop signal needs beside it, as the end of a clause: what has no handler ends on none as PID 1. */
export function initBeside({ heeds, endsOn, name }: ProcessNode, target: Target): string {
  if (heeds !== "below-init" || endsOn !== undefined) return "";
  return `, and put an init in front (${initInFront(target)}): ${nameOf(name)} has no handler for it, and the kernel spares PID 1 then`;
}

/**
 * What to do where bringing the signal to a process, by `exec` or a trap, is not enough, or nothing else is needed for
 * that: a clause. `deaf` is that process.
 */
export function mendInWords(
  deaf: ProcessNode,
  { signal }: Pick<Break, "signal">,
  target: Target,
  mend: "exec" | "trap" | "nothing",
): string {
  const name = nameOf(deaf.name);
  if (deaf.role === "wrapper") {
    const [child] = deaf.children;
    const what = child === undefined ? "what it runs" : nameOf(child.name);
    const how = mend === "exec" ? " with `exec`" : "";
    return `start ${what} itself${how}, without ${name}: ${name} does not pass ${signal} on and wait either`;
  }
  if (deaf.heeds === "below-init" && mend === "nothing")
    return `put an init in front (${initInFront(target)}): ${name} has no handler for ${signal}, and the kernel spares PID 1 then`;
  if (deaf.heeds === "below-init")
    return `put an init in front (${initInFront(target)}) and start ${name} with \`exec\`: as PID 1 it does nothing on ${signal}, so \`exec\` alone is no help`;
  const isSent = signal !== target.stop.signal;
  const sender = isSent ? `let what starts ${name} send it` : `let ${stopSignalSetting(target)} name`;
  return `${sender} a signal that ends ${isSent ? "it" : name}, or ask ${name} by an option to end on ${signal}: it does not as it stands, however it is started`;
}

/** ENTRYPOINT or CMD as the file calls it in which a span stands. */
export function settingInWords({ id }: Target, instruction: "ENTRYPOINT" | "CMD", { file }: Span): string {
  if (file !== id.file || (id.kind !== "compose" && id.kind !== "kubernetes")) return instruction;
  const names = id.kind === "compose" ? ["`entrypoint`", "`command`"] : ["`command`", "`args`"];
  return names[instruction === "ENTRYPOINT" ? 0 : 1] ?? instruction;
}
