import type { StopWay } from "../programs/conduct.ts";
import { deliver, deliverToGroup, endProcess } from "./lifecycle.ts";
import type { Process, SupervisorBody } from "./process.ts";
import { shortSignal } from "./signal-names.ts";
import type { System } from "./system.ts";

/** The supervisor signals the living children of the first turn from `index` on that has any; without one it has done, and ends. */
export function startTurn(system: System, supervisor: Process, body: SupervisorBody, index: number): void {
  const turns = body.ways.map((way) => way.turn).filter((turn) => turn >= index);
  const next = turns.sort((a, b) => a - b).find((turn) => livingOf(system, body, turn).length > 0);
  if (next === undefined) {
    endProcess(system, supervisor, "finished", 0);
    return;
  }
  body.turn = { index: next, since: system.now };
  for (const { child, way } of livingOf(system, body, next)) {
    const signal = shortSignal(way.signal);
    if (way.to === "group") deliverToGroup(system, child.group, signal);
    else deliver(system, child.pid, signal);
  }
}

/** Goes on to the next turn where the one at hand is over; true where it was. */
export function passTurn(system: System, supervisor: Process, body: SupervisorBody): boolean {
  const { turn } = body;
  if (turn === null || livingOf(system, body, turn.index).length > 0) return false;
  const notices = noticesAt(system, body, turn);
  if (notices !== null && notices > system.now) return false;
  startTurn(system, supervisor, body, turn.index + 1);
  return true;
}

/** When the turn at hand comes to something by itself: SIGKILL, or the supervisor looks who has ended. */
export function turnDue(system: System, body: SupervisorBody): number | null {
  const { turn } = body;
  if (turn === null) return null;
  const living = livingOf(system, body, turn.index);
  if (living.length === 0) return noticesAt(system, body, turn);
  const kills = living.flatMap(({ way: { seconds } }) => (seconds === null ? [] : turn.since + seconds));
  return kills.length === 0 ? null : Math.min(...kills);
}

/** SIGKILL for those of the turn whose time is up. */
export function killOverdue(system: System, body: SupervisorBody): void {
  const { turn } = body;
  if (turn === null) return;
  for (const { child, way } of livingOf(system, body, turn.index)) {
    if (way.seconds === null || turn.since + way.seconds > system.now) continue;
    const isMeant = ({ pid, group }: Process): boolean =>
      pid === child.pid || (way.kills === "group" && group === child.group);
    for (const each of system.living().filter(isMeant)) endProcess(system, each, "killed", 137);
  }
}

function livingOf(
  system: System,
  { ways, children }: SupervisorBody,
  turn: number,
): readonly { readonly child: Process; readonly way: StopWay }[] {
  return ways.flatMap((way, index) => {
    const child = way.turn === turn ? system.alive(children[index] ?? 0) : undefined;
    return child === undefined ? [] : [{ child, way }];
  });
}

/**
 * When a supervisor that looks only now and then learns that all of a turn have ended: at once where nobody writes to
 * their output any more, else when it next looks. Null for one that learns of each end.
 */
function noticesAt(
  system: System,
  { onStop, ways, children }: SupervisorBody,
  turn: NonNullable<SupervisorBody["turn"]>,
): number | null {
  if (onStop.kind !== "stops-in-turn" || onStop.looksEvery === null) return null;
  const own = children.filter((_, index) => ways[index]?.turn === turn.index);
  const isOpen = system.living().some(({ stdout }) => stdout.kind === "output" && own.includes(stdout.of));
  if (!isOpen) return null;
  const last = Math.max(...own.map((pid) => system.get(pid)?.end?.at ?? turn.since));
  const looks = Math.max(1, Math.ceil((last - turn.since) / onStop.looksEvery));
  return turn.since + looks * onStop.looksEvery;
}
