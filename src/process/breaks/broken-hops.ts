import { shortSignal } from "../machine/signal-names.ts";
import { hasOwnShell, isPackageManager } from "../programs/wrapper-kind.ts";
import type { ProcessNode } from "../stop.ts";
import { arrivingSignal } from "./arriving-signal.ts";

/** The ways from PID 1 to each service, both ends included. */
export function pathsToServices(root: ProcessNode): readonly (readonly ProcessNode[])[] {
  const below = root.children.flatMap((child) => pathsToServices(child).map((path) => [root, ...path]));
  const isService = (root.role === "service" || root.role === "unknown") && root.idle !== true;
  return isService ? [[root], ...below] : below;
}

/**
 * The indexes of the processes on the path that keep the signal from what they started, the nearest to the service first.
 * `stopSignal` is canonical.
 */
export function brokenHops(path: readonly ProcessNode[], stopSignal: string): readonly number[] {
  const broken: number[] = [];
  for (let index = path.length - 2; index >= 0; index--) {
    const parent = path[index];
    const child = path[index + 1];
    if (parent === undefined || child === undefined) continue;
    const signal = shortSignal(arrivingSignal(path.slice(0, index + 1), stopSignal));
    if (isBroken(parent, child, signal, broken.length > 0)) broken.push(index);
  }
  return broken;
}

function isBroken(parent: ProcessNode, child: ProcessNode, signal: string, explained: boolean): boolean {
  if (parent.role === "unknown") return false;
  // What a wrapper has not started itself was left to it: by a daemon's start, or by the shell that became it.
  if (parent.role === "wrapper")
    return !isStartedByWrapper(child) && (child.signal === "never" || !explained);
  switch (parent.signal) {
    case "forwarded":
      return false;
    case "ignored":
    case "killed":
      return true;
    case "handled":
      return child.signal === "never" || !explained;
    case "never":
      // Would it, if the signal came this far? A handler that can run is taken to be right.
      return !(hasTrapFor(parent, signal) && (parent.resting === "wait" || parent.resting === "read"));
  }
}

/**
 * The index of the wrapper that is to blame: the package manager above a shell that breaks the way, else the one nearest
 * to the service that does not pass the signal on itself, or runs a shell of its own (`su -c`) that does not; null where
 * none is. `hops` are the broken ones.
 */
export function blamedWrapper(path: readonly ProcessNode[], hops: readonly number[]): number | null {
  const manager = path.findIndex(
    (node, at) => node.role === "wrapper" && isPackageManager(node.name) && hops.some((hop) => hop > at),
  );
  if (manager !== -1) return manager;
  const index = path.findLastIndex((node, at) => {
    const child = path[at + 1];
    if (node.role !== "wrapper" || child === undefined || !isStartedByWrapper(child)) return false;
    if (hops.includes(at + 1) && hasOwnShell(node.name)) return true;
    const isBelow = hops.some((hop) => hop > at);
    return isBlocking(node, path.slice(at + 1), isBelow) && !isLeftBehind(node, path.slice(0, at));
  });
  return index === -1 ? null : index;
}

function isStartedByWrapper({ launches }: ProcessNode): boolean {
  return launches[0]?.hop === "wrapper";
}

/**
 * It does not pass the signal on and wait; or it does, but kills what it runs before that is done (su, runuser), and
 * nobody below it is to blame for that.
 */
function isBlocking(wrapper: ProcessNode, below: readonly ProcessNode[], isBrokenBelow: boolean): boolean {
  if (wrapper.heeds === "never" || wrapper.heeds === "below-init") return true;
  if (isBrokenBelow) return false;
  const service = below.at(-1);
  const allPassOn = below.slice(0, -1).every(({ signal }) => signal === "forwarded" || signal === "handled");
  return (
    allPassOn && service?.signal === "handled" && service.end === "killed" && wrapper.signal === "forwarded"
  );
}

/** It passed the signal on and waited, and was killed with the container: somebody above it did not wait for it. */
function isLeftBehind(wrapper: ProcessNode, above: readonly ProcessNode[]): boolean {
  const leaves = above.some(({ role, end }) => role === "shell" && end === "finished");
  return leaves && wrapper.signal === "forwarded" && wrapper.heeds !== "never" && wrapper.end === "killed";
}

export function hasTrapFor({ traps }: ProcessNode, signal: string): boolean {
  return traps.some((trap) => trap.signal === signal);
}
