/** Names for variables that hold a pid; none that the script uses already. */
export class PidNames {
  readonly #text: string;
  readonly #taken = new Set<string>();

  constructor(text: string) {
    this.#text = text;
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
      if (this.#taken.has(name) || new RegExp(`\\b${name}\\b`).test(this.#text)) continue;
      this.#taken.add(name);
      return name;
    }
  }
}
