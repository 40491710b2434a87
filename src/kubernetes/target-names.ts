/** What the container of a target is called, the shortest first: `container`, then `pod/container`, then with the kind. */
export type Names = readonly string[];

/**
 * One name for each container of a file, none twice: the container's own where the file has one pod, else the shortest
 * that no other has.
 */
export function chooseNames(all: readonly Names[], pods: number): readonly string[] {
  const taken = new Set<string>();
  return all.map((names) => {
    const wanted = pods > 1 && names.length > 1 ? names.slice(1) : names;
    const name = wanted.find((each) => isOnlyOne(each, all)) ?? wanted.at(-1) ?? "";
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name}#${count}`;
    taken.add(unique);
    return unique;
  });
}

function isOnlyOne(name: string, all: readonly Names[]): boolean {
  return all.filter((names) => names.includes(name)).length === 1;
}
