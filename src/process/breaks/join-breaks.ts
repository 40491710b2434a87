import type { Span } from "../../span.ts";
import { loopAround } from "../mends/restart-loop.ts";
import type { Break } from "./break.ts";

/** Breaks of the same cause at the same place are one. */
export function keyOf({ cause, span }: Break): string {
  return `${cause.kind} ${span.file}:${span.start}`;
}

/** One break met in two plays: what is certain in one of them is certain, a mend must hold in both. */
export function joinBreaks(worst: Break, other: Break): Break {
  const reach = other.reach === "always" ? "always" : worst.reach;
  if (!("starts" in worst) || !("starts" in other)) return { ...worst, reach };
  const [first, ...rest] = worst.starts.map((each) => {
    const same = other.starts.find(({ span }) => span.start === each.span.start);
    if (same === undefined || each.exec === null || same.exec?.safe === true) return each;
    return { ...each, exec: same.exec };
  });
  return first === undefined ? { ...worst, reach } : { ...worst, starts: [first, ...rest], reach };
}

/** What another break takes in (the same commands, started besides others) is no fault of its own. */
export function withoutParts(breaks: readonly Break[]): readonly Break[] {
  return breaks
    .filter((part) => !breaks.some((whole) => isPart(part, whole)))
    .map((whole) => {
      const isCertain = breaks.some((part) => part.reach === "always" && isPart(part, whole));
      return isCertain ? { ...whole, reach: "always" } : whole;
    });
}

function isPart(part: Break, whole: Break): boolean {
  return (
    "starts" in part &&
    "starts" in whole &&
    part.starts.length < whole.starts.length &&
    part.starts.every(({ span }) => whole.starts.some((other) => sameSpan(span, other.span)))
  );
}

function sameSpan(one: Span, other: Span): boolean {
  return one.file === other.file && one.start === other.start;
}

/**
 * A place is told of once, by the break that comes first: of two shells above one command that is the nearer one. Of the
 * commands that one loop starts in turn, the last is what it is for; and that nothing runs but `sleep` says nothing where
 * a service runs at other times.
 */
export function oncePerPlace(breaks: readonly Break[]): readonly Break[] {
  const last = breaks.filter((each) => !breaks.some((other) => isEarlierInLoop(each, other)));
  const grave = last.every(isIdle) ? last : last.filter((each) => !isIdle(each));
  return grave.filter((each, index) => grave.findIndex((other) => sameSpan(each.span, other.span)) === index);
}

/** Nothing runs but what lets time pass. */
export function isIdle({ cause }: Break): boolean {
  return cause.kind === "idle" || cause.kind === "idle-trap";
}

function isEarlierInLoop(one: Break, other: Break): boolean {
  if (one.cause.kind !== "restart-loop" || other.cause.kind !== "restart-loop") return false;
  if (!("starts" in one) || !("starts" in other)) return false;
  const [[mine], [theirs]] = [one.starts, other.starts];
  const isBefore = mine.source === theirs.source && mine.span.start < theirs.span.start;
  return isBefore && mine.service.known !== true && loopAround(mine) === loopAround(theirs);
}
