/** What the container of a target is called, the shortest first: `container`, then `pod/container`, then with the kind. */
export type Names = readonly string[];

/**
 * One name for each container of a file, none twice: the container's own where the file has one pod, else the shortest
 * that no other has.
 */
export function chooseNames(all: readonly Names[], pods: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of all.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return all.map((names) => {
    const wanted = pods > 1 && names.length > 1 ? names.slice(1) : names;
    const name = wanted.find((each) => counts.get(each) === 1) ?? wanted.at(-1) ?? "";
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name}#${count}`;
    taken.add(unique);
    return unique;
  });
}
