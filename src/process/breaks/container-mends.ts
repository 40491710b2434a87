import type { Edit, Fix } from "../../diagnostic.ts";
import type { ProcessNode } from "../stop.ts";

/** What the file of a container can have the engine do; null where its kind has none, or that cannot be written there. */
export interface ContainerWriter {
  readonly addInit: (() => Edit | null) | null;
  /** Names a stop signal (without `SIG`), where what is started stands in the container's own file. */
  readonly setStopSignal: ((signal: string) => Edit | null) | null;
}

/** As PID 1 a service without a handler is deaf, below an init it is not. */
export function initInFront({ pid, heeds }: ProcessNode, { addInit }: ContainerWriter): readonly Fix[] {
  const edit = pid === 1 && heeds === "below-init" ? addInit?.() : null;
  return edit == null ? [] : [{ title: "put an init in front", safety: "safe", edits: [edit] }];
}

/** A command that compose lays over the image's has a stop signal beside it: the image's is for its own. */
export function signalBeside(
  { known }: ProcessNode,
  better: string | null,
  { setStopSignal }: ContainerWriter,
): readonly Fix[] | null {
  const edit = better === null ? null : setStopSignal?.(better);
  if (edit == null) return null;
  const safety = known === true ? "safe" : "unsafe";
  return [{ title: `let stop_signal be SIG${better}`, safety, edits: [edit] }];
}
