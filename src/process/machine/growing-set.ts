/**
 * A set that stays as it is, and gives a larger one in the time that what is new takes: a script can name tens of thousands,
 * one by one. What is added to the newest goes into a map that it shares with those before; each knows how much of it is
 * its own.
 */
export class GrowingSet<T> implements Iterable<T> {
  readonly #places: Map<T, number>;
  readonly #size: number;

  private constructor(places: Map<T, number>) {
    this.#places = places;
    this.#size = places.size;
  }

  static of<T>(values: Iterable<T>): GrowingSet<T> {
    return new GrowingSet(placed(new Map<T, number>(), values));
  }

  has(value: T): boolean {
    return (this.#places.get(value) ?? Infinity) < this.#size;
  }

  /** The set itself where it has all of them. */
  with(values: Iterable<T>): GrowingSet<T> {
    if (values === this) return this;
    const added = [...values].filter((value) => !this.has(value));
    if (added.length === 0) return this;
    const isNewest = this.#places.size === this.#size;
    return isNewest ? new GrowingSet(placed(this.#places, added)) : GrowingSet.of([...this, ...added]);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const [value, place] of this.#places) {
      if (place >= this.#size) return;
      yield value;
    }
  }
}

function placed<T>(places: Map<T, number>, values: Iterable<T>): Map<T, number> {
  for (const value of values) if (!places.has(value)) places.set(value, places.size);
  return places;
}
