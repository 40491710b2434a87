import { type MappedText, sliceMapped } from "../../../mapped-text.ts";

/** A line of a Procfile: `web: gunicorn shop.wsgi`. */
export interface ProcfileEntry {
  readonly name: string;
  readonly command: MappedText;
}

/** The entries of a Procfile (https://devcenter.heroku.com/articles/procfile); other lines are left out. */
export function readProcfile(procfile: MappedText): readonly ProcfileEntry[] {
  const lines = procfile.text.matchAll(/^([\w-]+):[ \t]*(\S.*)$/gm);
  return [...lines].map(({ 0: line, 1: name = "", 2: rest = "", index }) => {
    const command = rest.trimEnd();
    const start = index + line.indexOf(command, name.length + 1);
    return { name, command: sliceMapped(procfile, start, start + command.length) };
  });
}

/** Of the entries those that are asked for by name, all where none is; `formation` says of which there are how many. */
export function chosenEntries(
  entries: readonly ProcfileEntry[],
  names: readonly string[],
  formation: string | null,
): readonly ProcfileEntry[] {
  const counts = new Map(
    (formation ?? "all=1").split(",").map((pair) => {
      const [name = "", count = "1"] = pair.trim().split("=");
      return [name, Number(count)] as const;
    }),
  );
  const usual = counts.get("all") ?? (formation === null ? 1 : 0);
  return entries.filter(({ name }) =>
    names.length > 0 ? names.includes(name) : (counts.get(name) ?? usual) > 0,
  );
}
