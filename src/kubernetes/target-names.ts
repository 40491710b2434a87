/** What the container of a target is called, the shortest first: `container`, then `pod/container`, then with the kind. */
export type Names = readonly string[];

export interface ChosenName {
  readonly name: string;
  /** No other container of the file goes by it, whichever of them there are. */
  readonly isItsOwn: boolean;
}

/**
 * One name for each container of a file, none twice: the container's own where the file has one pod, else the shortest
 * that no other has. Of a part of a file, those that are `wanted` from the whole.
 */
export function chooseNames(
  all: readonly Names[],
  pods: number,
  wanted: ReadonlySet<string | null> = new Set(),
): readonly ChosenName[] {
  const counts = new Map<string, number>();
  for (const name of all.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isItsOwn = (name: string): boolean => counts.get(name) === 1;
  const taken = new Set<string>();
  const namesakes = new Map<string, number>();
  return all.map((names) => {
    const long = pods > 1 && names.length > 1 ? names.slice(1) : names;
    const asked = names.find((each) => wanted.has(each) && isItsOwn(each));
    const name = asked ?? long.find(isItsOwn) ?? long.at(-1) ?? "";
    let count = namesakes.get(name) ?? 1;
    let unique = name;
    while (taken.has(unique)) unique = `${name}#${++count}`;
    namesakes.set(name, count);
    taken.add(unique);
    return { name: unique, isItsOwn: unique === name && isItsOwn(name) };
  });
}
