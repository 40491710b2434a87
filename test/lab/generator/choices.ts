import fc, { type GeneratorValue } from "fast-check";
import type { LabShell } from "../lab-case.ts";

/** The dice of one script: every choice comes from fast-check, so that a seed gives the same scripts again. */
export class Choices {
  readonly #next: GeneratorValue;
  readonly shell: LabShell;

  constructor(next: GeneratorValue, shells: readonly LabShell[]) {
    this.#next = next;
    this.shell = this.#one(shells);
  }

  /** One of these; those that appear twice come twice as often. */
  pick(...items: readonly string[]): string {
    return this.#one(items);
  }

  /** One of these, to be called: what is not chosen is not made. */
  make<T>(...makers: readonly (() => T)[]): T {
    return this.#one(makers)();
  }

  /** True that often, in percent. */
  chance(percent: number): boolean {
    return this.#next(fc.integer, { min: 0, max: 99 }) < percent;
  }

  /** The text that often, in percent, else nothing. */
  maybe(percent: number, text: string): string {
    return this.chance(percent) ? text : "";
  }

  from(min: number, max: number): number {
    return this.#next(fc.integer, { min, max });
  }

  /** bash, by whichever name: arrays, `(( ))`, `disown`. */
  get isBash(): boolean {
    return this.shell === "bash" || this.shell === "bash-as-sh";
  }

  get isDash(): boolean {
    return this.shell === "dash";
  }

  #one<T>(items: readonly T[]): T {
    const item = items[this.from(0, items.length - 1)];
    if (item === undefined) throw new Error("a choice between nothing");
    return item;
  }
}
