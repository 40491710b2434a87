import type { YamlValue } from "./value.ts";

/** What values were found to come to. */
export type WrittenSizes = Map<YamlValue, number>;

/** Characters that a value has once what its aliases and merge keys stand for is written out at each place. */
export function writtenSize(value: YamlValue, known: WrittenSizes): number {
  const size = known.get(value);
  if (size !== undefined) return size;
  const made = sizeAnew(value, known);
  known.set(value, made);
  return made;
}

function sizeAnew(value: YamlValue, known: WrittenSizes): number {
  switch (value.kind) {
    case "scalar":
      return value.text.text.length + 1;
    case "list":
      return value.items.reduce((sum, item) => sum + writtenSize(item, known), 1);
    case "map":
      return [...value.entries].reduce(
        (sum, [key, entry]) => sum + key.length + writtenSize(entry.value, known),
        1,
      );
  }
}

/**
 * Characters that the containers of a file may come to, each written out with all that aliases, merge keys and `extends`
 * have it share with others: what it costs to judge them goes by that, and not by the size of the file. The largest of 566
 * files of real projects comes to 63 KiB.
 */
const MOST_WRITTEN_OUT = 512 * 1024;

/** What one more container costs at least. */
const LEAST = 50;

/** How many of the containers of a file, of these sizes, are within what is judged. */
export function countWithinReach(sizes: readonly number[]): number {
  let sum = 0;
  const end = sizes.findIndex((size) => {
    sum += Math.max(size, LEAST);
    return sum > MOST_WRITTEN_OUT;
  });
  return end === -1 ? sizes.length : end;
}

/** What is said at the first that is beyond; `noun` is what a container is called there. */
export function beyondReach(noun: string): string {
  return `with all that it shares written out, this ${noun} and those above it come to more than 512 KiB, and from here on they are not judged: split the file, or have them share less`;
}
