import { placeOfLaunch } from "./machine/place.ts";
import type { Process } from "./machine/process.ts";
import { setTraps } from "./machine/set-traps.ts";
import { shortSignal } from "./machine/signal-names.ts";
import type { System } from "./machine/system.ts";
import type { Scene } from "./scene.ts";
import type { ProcessNode, Resting, Role, SignalFate } from "./stop.ts";

/** The processes of a resting container as a tree below PID 1, with what the played stop did to each. */
export function processTree(before: System, after: System, services: readonly number[]): ProcessNode | null {
  const pid1 = before.get(1);
  return pid1 === undefined ? null : toNode(before, after, services, pid1);
}

function toNode(before: System, after: System, services: readonly number[], process: Process): ProcessNode {
  const children = before
    .living()
    .filter((child) => child.parent === process.pid && child.pid !== process.pid)
    .map((child) => toNode(before, after, services, child));
  const played = after.get(process.pid) ?? process;
  const { body } = process;
  const isShell = body.kind === "shell";
  return {
    pid: process.pid,
    name: process.name,
    role: roleOf(process, services),
    signal: signalFate(played),
    end: played.end?.how ?? "killed",
    known: body.kind === "program" && body.role === "service",
    launches: process.launches,
    ...(process.otherLaunches.length > 0 && { otherLaunches: process.otherLaunches }),
    shell: isShell ? body.shell : null,
    resting: isShell ? restingOf(before, process) : null,
    traps: isShell ? setTraps(body) : [],
    ...(isShell && { readsString: body.options.commandString, posix: body.posix }),
    children,
    idle: body.kind === "program" && body.role === "rest",
    ...stopWayOf(before, process),
    ...(body.kind === "supervisor" && { onStop: body.onStop }),
    ...heedsOf(process, before.scene),
    ...(isShell && { trapRan: hasRunTrap(played), sent: after.sent.filter(({ by }) => by === process.pid) }),
    ...(isWaitingForReader(played) && { waitsForReader: true }),
    ...ignoringOf(process, shortSignal(before.scene.stopSignal)),
    ...(body.kind === "opaque" && { unseen: { reason: body.reason, place: placeOfLaunch(process) } }),
  };
}

function stopWayOf(system: System, { pid, parent }: Process): Pick<ProcessNode, "stopWay"> {
  const above = system.get(parent)?.body;
  const way = above?.kind === "supervisor" ? above.ways[above.children.indexOf(pid)] : undefined;
  return way === undefined ? {} : { stopWay: way };
}

function roleOf(process: Process, services: readonly number[]): Role {
  switch (process.body.kind) {
    case "shell":
      return "shell";
    case "supervisor":
      return "wrapper";
    case "opaque":
      return "unknown";
    case "program":
      return services.includes(process.pid) ? "service" : "helper";
  }
}

function signalFate(played: Process): SignalFate {
  return played.heard ?? "never";
}

function ignoringOf({ ignored }: Process, signal: string): Pick<ProcessNode, "ignoring"> {
  const place = ignored.get(signal) ?? null;
  return place === null ? {} : { ignoring: place };
}

function heedsOf(
  { body }: Process,
  { stopSignal, pidNamespace }: Scene,
): Pick<ProcessNode, "heeds" | "endsOn"> {
  const signal = shortSignal(stopSignal);
  if (body.kind === "program") {
    const { onStop } = body;
    switch (onStop.kind) {
      case "ends":
        return { heeds: "always" };
      case "ignores":
        return { heeds: "never" };
      case "default":
        return {
          heeds: pidNamespace === "shared" ? "always" : "below-init",
          ...(onStop.endsOn !== undefined && { endsOn: onStop.endsOn }),
        };
    }
  }
  if (body.kind !== "supervisor") return {};
  const { onStop } = body;
  if (onStop.kind === "stops-in-turn") return { heeds: "always" };
  if (onStop.kind !== "forwards" && onStop.kind !== "forwards-then-kills") return { heeds: "never" };
  const isOther = onStop.as !== undefined && shortSignal(onStop.as) !== signal;
  return { heeds: isOther ? "never" : "always" };
}

/** A signal that came while a command in the foreground runs is pending until that has ended (POSIX, 2.12). */
function hasRunTrap({ heard, body }: Process): boolean {
  const isPending = body.kind === "shell" && (body.pending.length > 0 || body.dying !== null);
  return heard === "handled" && !isPending;
}

function isWaitingForReader({ body }: Process): boolean {
  if (body.kind !== "shell" || body.waiting?.kind !== "wait" || body.waiting.mode !== "all") return false;
  const { pids } = body.waiting;
  return body.substitutions.some(({ pid }) => pids.includes(pid));
}

function restingOf(system: System, process: Process): Resting | null {
  if (process.body.kind !== "shell") return null;
  const { waiting } = process.body;
  switch (waiting?.kind) {
    case "wait":
      return "wait";
    case "input":
      return "read";
    case "foreground": {
      const last = system.alive(waiting.last);
      if (last === undefined && waiting.readsOutput !== undefined) return "held-output";
      return last?.body.kind === "program" && last.body.role === "rest" ? "sleep" : "foreground";
    }
    case undefined:
      return null;
  }
}
