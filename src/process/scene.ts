import type { PreStop } from "../container/container.ts";
import type { ImageFiles } from "../script/located.ts";
import type { Text } from "../span.ts";
import type { Base, ShellName } from "../start/base-image.ts";
import type { StartWord } from "../start/start-command.ts";
import type { Conduct } from "./programs/conduct.ts";
import type { OwnPrograms } from "./programs/own-programs.ts";

/** All that the process model is told: what becomes PID 1, in which image, and how it is stopped. */
export interface Scene {
  readonly argv: readonly StartWord[];
  /** How many of those words stay whatever command is given to the container; without it nobody asks for another one. */
  readonly fixedWords?: number;
  readonly base: Base;
  /** What `/bin/sh` is in this play. */
  readonly binSh: ShellName;
  readonly env: ReadonlyMap<string, Text>;
  readonly workdir: Text;
  readonly user: Text;
  /** Canonical name, `SIGTERM`. */
  readonly stopSignal: string;
  readonly files: ImageFiles;
  /** Whether the first process is PID 1, or another one is that (`shareProcessNamespace`); `own` without it. */
  readonly pidNamespace?: "own" | "shared";
  /** What is run before the stop signal is sent, one after the other; nothing without it. */
  readonly preStop?: readonly PreStop[];
  /** It is there to end by itself: a program that nobody knows is no service. */
  readonly runsToEnd?: boolean;
  /** It has a terminal: a shell without a script stays. */
  readonly terminal?: boolean;
  readonly timing: Timing;
  /** Programs that are services wherever they stand, by name, and what they do with a signal. */
  readonly services: ReadonlyMap<string, KnownService>;
  /** Programs that the configuration knows, by name. */
  readonly programs?: OwnPrograms;
  /**
   * `open`: variables that the image does not set may be set from outside, and files may be mounted. `closed`: there is
   * nothing but what the image has.
   */
  readonly outside: "open" | "closed";
}

export interface KnownService {
  readonly conduct: Conduct;
  /** Seconds that it needs to finish. */
  readonly finish: number;
}

/** Times in seconds. */
export interface Timing {
  /** From the stop signal to SIGKILL: Docker's default is 10. */
  readonly grace: number;
  /** SIGKILL comes no sooner than this after the signal, whatever has used up the grace period; 0 without it. */
  readonly least?: number;
  /** A container that ends by itself after so long is still starting. */
  readonly startUp: number;
  /** How long a service needs to finish once it has the signal. */
  readonly finish: number;
}

export const DOCKER_TIMING: Timing = { grace: 10, startUp: 10, finish: 0.3 };
