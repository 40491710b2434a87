import type { ProcessNode } from "../stop.ts";
import { sentSignal } from "../wrapper-in-words.ts";

/**
 * The signal that comes to the last process of a way, or would if all above it passed it on: the stop signal, or what a
 * supervisor or a wrapper on the way sends in its place. Canonical, `SIGTERM`.
 */
export function arrivingSignal(path: readonly ProcessNode[], stopSignal: string): string {
  return path.slice(1).reduce((signal, { stopWay }, index) => {
    const above = path[index];
    return stopWay?.signal ?? (above && sentSignal(above, signal)) ?? signal;
  }, stopSignal);
}
