import type { MappedText } from "../../mapped-text.ts";
import type { Start } from "../../start/start-command.ts";
import type { Stop } from "../stop.ts";
import { findEndedDaemons } from "./ended-daemons.ts";
import { findIgnoredSignals } from "./ignored-signals.ts";
import { findLongWaits } from "./long-waits.ts";
import { findLostTraps } from "./lost-traps.ts";
import type { Note } from "./note.ts";
import { findOddSignals } from "./odd-signals.ts";
import { findShortGrace, type GracePlaces } from "./short-grace.ts";

/** The notes on a target, each once. */
export function findNotes(
  stop: Stop,
  start: Start,
  scripts: readonly MappedText[],
  places: GracePlaces,
): readonly Note[] {
  const all = new Map<string, Note>();
  for (const note of [
    ...findLostTraps(stop, start),
    ...findIgnoredSignals(stop, start),
    ...findLongWaits(stop, start, places.grace),
    ...findEndedDaemons(stop, start),
    ...findShortGrace(stop, start, places),
    ...findOddSignals(scripts, stop, start),
  ]) {
    const about = note.kind === "lost-trap" ? note.trap.span.start : "";
    const key = `${note.kind} ${note.span.file}:${note.span.start} ${about}`;
    if (!all.has(key)) all.set(key, note);
  }
  return [...all.values()];
}
