/** A map that is cloned in constant time and copied when first written afterwards. */
export class CowMap<K, V> {
  #map: Map<K, V>;
  #shared = false;
  #digest: string | null = null;

  constructor(entries?: Iterable<readonly [K, V]>) {
    this.#map = new Map(entries);
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  set(key: K, value: V): void {
    this.#own().set(key, value);
  }

  delete(key: K): void {
    if (this.#map.has(key)) this.#own().delete(key);
  }

  get size(): number {
    return this.#map.size;
  }

  entries(): IterableIterator<[K, V]> {
    return this.#map.entries();
  }

  keys(): IterableIterator<K> {
    return this.#map.keys();
  }

  /** What `make` says of the entries, made anew only after a change: always ask with the same `make`. */
  digest(make: (entries: Iterable<[K, V]>) => string): string {
    this.#digest ??= make(this.#map.entries());
    return this.#digest;
  }

  /** Whether both are the same map still: a quick yes for comparisons. */
  isShared(other: CowMap<K, V>): boolean {
    return this.#map === other.#map;
  }

  clone(): CowMap<K, V> {
    const copy = new CowMap<K, V>();
    copy.#map = this.#map;
    copy.#shared = true;
    copy.#digest = this.#digest;
    this.#shared = true;
    return copy;
  }

  #own(): Map<K, V> {
    this.#digest = null;
    if (this.#shared) {
      this.#map = new Map(this.#map);
      this.#shared = false;
    }
    return this.#map;
  }
}
