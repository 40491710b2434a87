import { endProcess } from "../machine/lifecycle.ts";
import type { Process } from "../machine/process.ts";
import { noteEndInLoop } from "../machine/service-anew.ts";
import type { System } from "../machine/system.ts";

/** Programs that end at the same time, and the shell or wrapper that waits for them; null where nobody does. */
interface Ending {
  readonly waiter: number | null;
  readonly programs: readonly Process[];
}

/**
 * The machines that come of it when of `mayEnd`, programs nobody knows, some end by themselves. What one shell or wrapper
 * waits for ends together; what another waits for, at another time. Shells beside each other go each its own way: behind
 * the end of one's program that one goes on by itself, or else all the others do. Every set of them would be a machine more
 * for each, and twice as many with every shell.
 */
export function afterEnds(system: System, mayEnd: readonly Process[]): readonly System[] {
  const endings = byWaiter(system, mayEnd);
  const { lastEndFor } = system;
  const isBeside = ({ waiter }: Ending) =>
    waiter !== null && lastEndFor !== null && !isInLine(system, waiter, lastEndFor);
  const own = endings.filter((ending) => !isBeside(ending));
  const beside = endings.filter(isBeside).flatMap(({ programs }) => programs);
  const machines = own.map((ending) => afterEnd(system, ending));
  return beside.length === 0
    ? machines
    : [...machines, afterEnd(system, { waiter: lastEndFor, programs: beside })];
}

function afterEnd(system: System, { waiter, programs }: Ending): System {
  const machine = system.clone();
  for (const { pid } of programs) {
    const process = machine.alive(pid);
    if (process === undefined) continue;
    noteEndInLoop(machine, process);
    endProcess(machine, process, "finished", "unknown");
  }
  // Where a shell or wrapper waits, what it does next says whether this is another place to rest.
  machine.moved = waiter === null;
  machine.clearsUp ||= programs.some(({ pid }) => isWaitedFor(system, pid));
  machine.lastEndFor = waiter;
  return machine;
}

function byWaiter(system: System, programs: readonly Process[]): readonly Ending[] {
  const groups = new Map<number | null, Process[]>();
  for (const process of programs) {
    const key = waiterOf(system, process.pid)?.pid ?? null;
    groups.set(key, [...(groups.get(key) ?? []), process]);
  }
  return [...groups].map(([waiter, together]) => ({ waiter, programs: together }));
}

/** Who waits for a process; for what a wrapper has started, the shell that waits for the wrapper: to that the two are one. */
function waiterOf(system: System, pid: number): Process | undefined {
  const waiter = system.living().find(({ body }) => {
    if (body.kind === "supervisor") return body.children.includes(pid);
    const waiting = body.kind === "shell" ? body.waiting : null;
    return waiting !== null && "pids" in waiting && waiting.pids.includes(pid);
  });
  return waiter?.body.kind === "supervisor" ? (waiterOf(system, waiter.pid) ?? waiter) : waiter;
}

/** Whether one of them is the other or started it, itself or through others. */
function isInLine(system: System, one: number, other: number): boolean {
  return isAbove(system, one, other) || isAbove(system, other, one);
}

function isAbove(system: System, upper: number, pid: number): boolean {
  return system.lineOf(system.get(pid)).some((each) => each.pid === upper);
}

/** Whether a shell waits for it, or for what runs it, with `wait`, not as its foreground. */
function isWaitedFor(system: System, pid: number): boolean {
  const waited = new Set<number>();
  for (const { body } of system.living())
    if (body.kind === "shell" && body.waiting?.kind === "wait")
      for (const each of body.waiting.pids) waited.add(each);
  return system.lineOf(system.get(pid)).some((each) => waited.has(each.pid));
}
