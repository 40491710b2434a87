/**
 * A map that is cloned in constant time. What is written afterwards is kept beside what the copies share, and put together
 * with it only once it is much: of thousands of variables each of thousands of ways sets a few.
 */
export class CowMap<K, V> {
  #map: Map<K, V>;
  #isShared = false;
  /** Written since the map is shared: other values for its keys, and entries behind those that it has. */
  #changes = new Map<K, V>();
  #areChangesShared = false;
  /** How many of the changes are entries of their own. */
  #added = 0;
  #digest: string | null = null;

  constructor(entries?: Iterable<readonly [K, V]>) {
    this.#map = new Map(entries);
  }

  get(key: K): V | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#map.get(key);
  }

  has(key: K): boolean {
    return this.#map.has(key) || this.#changes.has(key);
  }

  set(key: K, value: V): void {
    this.#digest = null;
    if (!this.#isShared) {
      this.#map.set(key, value);
      return;
    }
    if (!this.has(key)) this.#added++;
    this.#ownChanges().set(key, value);
    // Copying the changes with each clone then costs as much as putting them together now and then.
    if (this.#changes.size ** 2 > this.#map.size) this.#own();
  }

  delete(key: K): void {
    if (!this.has(key)) return;
    this.#digest = null;
    this.#own().delete(key);
  }

  get size(): number {
    return this.#map.size + this.#added;
  }

  entries(): IterableIterator<[K, V]> {
    return this.#whole().entries();
  }

  keys(): IterableIterator<K> {
    return this.#whole().keys();
  }

  /** What `make` says of the entries, made anew only after a change: always ask with the same `make`. */
  digest(make: (entries: Iterable<[K, V]>) => string): string {
    this.#digest ??= make(this.entries());
    return this.#digest;
  }

  /** Whether both are the same map still: a quick yes for comparisons. */
  isShared(other: CowMap<K, V>): boolean {
    return this.#map === other.#map && this.#changes === other.#changes;
  }

  clone(): CowMap<K, V> {
    const copy = new CowMap<K, V>();
    copy.#map = this.#map;
    copy.#isShared = true;
    copy.#changes = this.#changes;
    copy.#areChangesShared = true;
    copy.#added = this.#added;
    copy.#digest = this.#digest;
    this.#isShared = true;
    this.#areChangesShared = true;
    return copy;
  }

  #whole(): Map<K, V> {
    return this.#changes.size === 0 ? this.#map : this.#own();
  }

  #own(): Map<K, V> {
    if (this.#isShared) {
      this.#map = new Map(this.#map);
      for (const [key, value] of this.#changes) this.#map.set(key, value);
      this.#isShared = false;
      this.#changes = new Map();
      this.#areChangesShared = false;
      this.#added = 0;
    }
    return this.#map;
  }

  #ownChanges(): Map<K, V> {
    if (this.#areChangesShared) {
      this.#changes = new Map(this.#changes);
      this.#areChangesShared = false;
    }
    return this.#changes;
  }
}
