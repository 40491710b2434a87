import { baseName } from "../process/machine/paths.ts";
import type { Launch } from "../process/machine/process.ts";
import { isKnown } from "../process/machine/text.ts";
import { shownName } from "../process/sites.ts";

/** What a launch starts, as far as it is known, else the word as it is written. */
export function commandName({ name, site }: Launch): string {
  const last = baseName(name);
  if (!isKnown(name) && isKnown(last) && last !== "") return last;
  const shown = shownName(name, site);
  if (shown !== "exec" || site === null) return shown;
  const words = site.script.source.text.slice(site.name, site.end).split(/\s+/);
  return words[1] ?? shown;
}

/** The same without folders: what the process calls itself. */
export function shortName(launch: Launch): string {
  const name = commandName(launch);
  return baseName(name) || name;
}
