/** Names for variables that hold a pid; none that the script uses already. */
export class PidNames {
  readonly #taken: Set<string>;

  constructor(text: string) {
    this.#taken = new Set(text.match(/\w+/g));
  }

  /** `pid` for the only service, else one that is named after the program: `worker_pid`. */
  take(program: string, isOnly: boolean): string {
    const word = program
      .replace(/\W+/g, "_")
      .replace(/^[\d_]+|(?<!_)_+$/g, "")
      .toLowerCase();
    return this.#free(isOnly || word === "" ? "pid" : `${word}_pid`);
  }

  /** `pids`, for a list of them. */
  takeList(): string {
    return this.#free("pids");
  }

  #free(wanted: string): string {
    for (let count = 1; ; count++) {
      const name = count === 1 ? wanted : `${wanted}${count}`;
      if (this.#taken.has(name)) continue;
      this.#taken.add(name);
      return name;
    }
  }
}
