/** Steps of a play, until what is left counts as unknown. */
const MOST_STEPS = 50_000;
/** What comparing machines may cost, counted in characters of their keys and in variables: about an eighth of a second. */
const MOST_COMPARED = 12_000_000;
/** Both for what few ever start, and where nothing is said of what cannot be told. */
const LESS_STEPS = 25_000;
const LESS_COMPARED = 6_000_000;
/** What it may still cost once a way was left out, so that the outcome is unknown, but for a worse one. */
const MOST_COMPARED_AFTER = 1_000_000;

/**
 * What exploring may still cost. Several explorations share one where a script can rest at many places: a stop is played
 * at each, and all of them together are to take no longer than one that is hard. Counted, not timed, so that the same
 * files give the same result everywhere.
 */
export class Effort {
  steps = MOST_STEPS;
  #comparisons = MOST_COMPARED;

  /** What is spent on a command that is not the container's own. */
  static ofOtherCommands(): Effort {
    const effort = new Effort();
    effort.steps = LESS_STEPS;
    effort.#comparisons = LESS_COMPARED;
    return effort;
  }

  /** Takes note that machines are compared; false where that was too much. */
  compare(cost: number): boolean {
    this.#comparisons -= cost;
    return this.#comparisons >= 0;
  }

  /** A way was left out. */
  runShort(): void {
    this.#comparisons = Math.min(this.#comparisons, MOST_COMPARED_AFTER);
  }
}
