import type { OuterVariables } from "../container/container.ts";
import type { Outcome } from "../diagnostic.ts";
import type { ShellName } from "../start/base-image.ts";
import { playStop } from "./play-stop.ts";
import type { Scene } from "./scene.ts";
import type { Stop } from "./stop.ts";

/** More than an image sets for its script to look at. */
const MOST_TRIED = 20;

/**
 * A stop that goes well with the variables as the image has them is `unknown` where it would surely go wrong with other
 * values, and somebody may set those.
 */
export function doubtOuterVariables(
  stop: Stop,
  outer: OuterVariables,
  scene: Omit<Scene, "binSh">,
  shells: readonly ShellName[],
): Stop {
  if (stop.outcome !== "graceful" && stop.outcome !== "none") return stop;
  const names = [...scene.env]
    .filter(([name, { kind }]) => kind === "known" && name !== "PATH" && !outer.settled.has(name))
    .map(([name]) => name);
  const decides = (unset: readonly string[]): boolean =>
    playStop({ ...scene, env: withUnknown(scene.env, unset) }, shells).plays.some(({ outcome }) =>
      isBad(outcome),
    );
  if (names.length === 0 || !decides(names)) return stop;
  const name = names.length > MOST_TRIED ? undefined : names.find((each) => decides([each]));
  const reason = `${outer.by} may set ${name ?? "variables that the image sets too"}, and it depends on that`;
  const unknown = { reason, place: outer.place };
  const plays = stop.plays.map((play) => ({ ...play, outcome: "unknown" as const, unknown }));
  return { ...stop, outcome: "unknown", plays };
}

function withUnknown(env: Scene["env"], names: readonly string[]): Scene["env"] {
  const reason = "it may be set from outside";
  return new Map([...env, ...names.map((name) => [name, { kind: "unknown", reason }] as const)]);
}

function isBad(outcome: Outcome): boolean {
  return outcome === "lost" || outcome === "cut" || outcome === "stuck";
}
