import { Effort } from "../../src/process/explore/effort.ts";
import { playStops } from "../../src/process/play.ts";
import type { Scene } from "../../src/process/scene.ts";
import { followStart, startContainer } from "../../src/process/start-up.ts";
import type { Play } from "../../src/process/stop.ts";

/** Starts the container and plays the stop at every place where it can spend its time. */
export function playScene(scene: Scene): readonly Play[] {
  return playStops(followStart([startContainer(scene)], new Effort()), scene.timing.grace);
}
