import type { Container } from "../container/container.ts";
import { stepsTaken } from "../process/machine/step.ts";
import type { Problem } from "../span.ts";
import type { Judged } from "./judge-target.ts";

/**
 * Characters that the containers of one file may bring to be read, each with its Dockerfile and its scripts, though many
 * containers have the same.
 */
const MOST_READ = 2 * 1024 * 1024;
/** Steps that playing them may take: six times what the most tangled entrypoint of a known image does. */
const MOST_PLAYED = 150_000;
/** The steps that one play counts for: its tree of processes is made, and kept. */
const STEPS_OF_PLAY = 100;
/** A container that takes no more is no trouble, however many there are. */
const FEW_STEPS = 2_000;

/** What judging the containers of one file may come to: a short file can have one hard script played thousands of times. */
export class Allowance {
  #read = MOST_READ;
  #played = MOST_PLAYED;
  #stepsBefore = stepsTaken();

  /** Takes note of what has been judged since the last time. */
  spend({ subject, scripts, target }: Judged): void {
    this.#read -= scripts.reduce((sum, { text }) => sum + text.length, subject.dockerfile?.text.length ?? 0);
    const steps = stepsTaken() - this.#stepsBefore;
    this.#stepsBefore += steps;
    const { plays, others } = target.stop;
    const played = steps + STEPS_OF_PLAY * (plays.length + others.length);
    this.#played -= Math.max(0, played - FEW_STEPS);
  }

  /** Where nothing is left for a container: why. */
  refusal({ place }: Container): Problem | null {
    if (this.#read >= 0 && this.#played >= 0) return null;
    const message =
      this.#read < 0
        ? "the containers above it bring more than 2 MiB of Dockerfiles and scripts, counted once for each, and from here on they are not judged: split the file, or have them share less"
        : "to follow the scripts of the containers above it has taken as much as siglint spends on one file, and from here on they are not judged: split the file, or lint the Dockerfiles that it builds";
    return { file: place.file, span: place, message };
  }
}
