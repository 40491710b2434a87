import { HOLE } from "../../hole.ts";

/** What texts a pattern or a regular expression is for. */
export type Shape =
  | { readonly kind: "sign"; readonly accepts: (sign: string) => boolean }
  /** Parts one behind the other. */
  | { readonly kind: "row"; readonly parts: readonly Shape[] }
  | { readonly kind: "choice"; readonly of: readonly Shape[] }
  | { readonly kind: "repeat"; readonly part: Shape; readonly least: 0 | 1; readonly isEndless: boolean }
  /** A part that the files do not tell: any signs may stand there. */
  | { readonly kind: "unknown" };

/** States by number: each takes a sign on to the next one, or leads to others without one. The last is the end. */
export interface Automaton {
  readonly takes: readonly (((sign: string) => boolean) | null)[];
  readonly leads: readonly (readonly number[])[];
  /** No part of it is unknown. */
  readonly isSure: boolean;
}

export const ANY_SIGN: Shape = { kind: "sign", accepts: (sign) => sign !== HOLE };
/** Whatever stands there, known or not. */
export const ANY_SIGNS: Shape = {
  kind: "repeat",
  part: { kind: "sign", accepts: () => true },
  least: 0,
  isEndless: true,
};

export function oneSign(wanted: string): Shape {
  return { kind: "sign", accepts: (sign) => sign === wanted };
}

/** More states than any pattern that somebody writes. */
const MOST_STATES = 1000;

/** From which end a text is read. */
export type Direction = "forwards" | "backwards";

/** Thompson's construction; null for a shape that is too large. */
export function buildAutomaton(shape: Shape, direction: Direction = "forwards"): Automaton | null {
  const takes: (((sign: string) => boolean) | null)[] = [];
  const leads: number[][] = [];
  let isSure = true;
  const add = (take: ((sign: string) => boolean) | null): number => {
    leads.push([]);
    return takes.push(take) - 1;
  };
  const lead = (from: number, to: number): void => {
    leads[from]?.push(to);
  };
  const build = (part: Shape): void => {
    if (takes.length > MOST_STATES) return;
    switch (part.kind) {
      case "sign":
        add(part.accepts);
        return;
      case "unknown":
        isSure = false;
        build(ANY_SIGNS);
        return;
      case "row":
        for (const one of direction === "forwards" ? part.parts : part.parts.toReversed()) build(one);
        return;
      case "choice": {
        const fork = add(null);
        const ends = part.of.map((one) => {
          lead(fork, takes.length);
          build(one);
          return add(null);
        });
        for (const end of ends) lead(end, takes.length);
        return;
      }
      case "repeat": {
        const before = add(null);
        lead(before, before + 1);
        build(part.part);
        const behind = add(null);
        lead(behind, behind + 1);
        if (part.isEndless) lead(behind, before + 1);
        if (part.least === 0) lead(before, behind + 1);
        return;
      }
    }
  };
  build(shape);
  return takes.length > MOST_STATES ? null : { takes, leads, isSure };
}

/**
 * Whether the whole text is one that the shape is for. It goes along with one set of states for each sign, so that nothing
 * takes longer than shape × text. With `loose`, holes in the text stand for any signs.
 */
export function isAccepted(automaton: Automaton, text: string, loose: boolean): boolean {
  let states = follow(automaton, new Set([0]));
  for (const sign of text) {
    if (states.size === 0) return false;
    states = loose && sign === HOLE ? passHole(automaton, states) : passSign(automaton, states, sign);
  }
  return states.has(automaton.takes.length);
}

/** How long the beginnings are that the shape is for, in UTF-16 code units, ascending. */
export function acceptedLengths(automaton: Automaton, signs: readonly string[]): readonly number[] {
  const end = automaton.takes.length;
  let states = follow(automaton, new Set([0]));
  const lengths = states.has(end) ? [0] : [];
  let length = 0;
  for (const sign of signs) {
    if (states.size === 0) break;
    states = passSign(automaton, states, sign);
    length += sign.length;
    if (states.has(end)) lengths.push(length);
  }
  return lengths;
}

/** With all that is come to without a sign. */
function follow({ leads }: Automaton, states: Set<number>): Set<number> {
  for (const state of states) for (const next of leads[state] ?? []) states.add(next);
  return states;
}

function passSign(automaton: Automaton, states: ReadonlySet<number>, sign: string): Set<number> {
  const next = new Set<number>();
  for (const state of states) if (automaton.takes[state]?.(sign) === true) next.add(state + 1);
  return follow(automaton, next);
}

/** Any number of any signs. */
function passHole(automaton: Automaton, states: ReadonlySet<number>): Set<number> {
  const { takes } = automaton;
  const next = follow(automaton, new Set(states));
  for (let size = 0; size < next.size; ) {
    size = next.size;
    for (const state of next) if (state < takes.length && takes[state] !== null) next.add(state + 1);
    follow(automaton, next);
  }
  return next;
}
