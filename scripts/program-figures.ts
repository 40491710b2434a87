import { describePrograms } from "../src/process/programs/conduct-of.ts";
import { figure, table } from "./markdown-table.ts";

type Program = ReturnType<typeof describePrograms>[number];

/** How the conduct of a program is known. */
type Known = "measured" | "documented";

const kinds: readonly (readonly [kinds: readonly Program["kind"][], meaning: string])[] = [
  [["replaces"], "becomes its command by `exec`"],
  [["supervises"], "stays in front of its command"],
  [["varies"], "depends on its arguments"],
  [["service", "detaches", "stranger"], "is a server"],
  [["rests"], "lets time pass"],
  [["brief", "stops", "unknown"], "ends by itself"],
];

/** How many programs siglint knows, by what they do and by how that is known. */
export function programCounts(): string {
  const all = describePrograms();
  const rows = kinds.map(
    ([some, meaning]) => [meaning, all.filter(({ kind }) => some.includes(kind))] as const,
  );
  return table(
    ["a program that", "measured in the lab", "documented"],
    [...rows, ["**together**", all] as const].map(([meaning, programs]) => [
      meaning,
      ...(["measured", "documented"] as const).map((known) =>
        figure(programs.filter(({ source }) => source.kind === known).length),
      ),
    ]),
  );
}

/** Their names, those that are documented with the links; without the commands that simply end. */
export function programLists(): string {
  const programs = describePrograms().filter(({ kind }) => kind !== "brief");
  const named = (known: Known) => programs.filter(({ source }) => source.kind === known);
  const links = new Map<string, string[]>();
  for (const { name, source } of named("documented")) {
    if (source.kind !== "documented") continue;
    links.set(source.link, [...(links.get(source.link) ?? []), name]);
  }
  const documented = [...links].map(([link, names]) => `- [${inCode(names)}](${link})\n`);
  return [
    `**Measured in the lab:** ${inCode(named("measured").map(({ name }) => name))}.\n\n`,
    `<details>\n<summary>Documented, with the sources</summary>\n\n${documented.sort().join("")}\n</details>\n`,
  ].join("");
}

function inCode(names: readonly string[]): string {
  return [...names]
    .sort()
    .map((name) => `\`${name}\``)
    .join(", ");
}
