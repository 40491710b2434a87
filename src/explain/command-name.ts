import { isKnown } from "../process/hole.ts";
import { commandWords } from "../process/machine/launch-site.ts";
import type { Launch } from "../process/machine/process.ts";
import { shownName } from "../process/sites.ts";
import { nameOf } from "../script/image-path.ts";

/** What a launch starts, as far as it is known, else the word as it is written. */
export function commandName({ name, site }: Launch): string {
  const last = nameOf(name);
  if (!isKnown(name) && isKnown(last) && last !== "") return last;
  const shown = shownName(name, site);
  if (shown !== "exec" || site === null) return shown;
  return commandWords(site)[1] ?? shown;
}

/** The same without folders: what the process calls itself. */
export function shortName(launch: Launch): string {
  const name = commandName(launch);
  return nameOf(name) || name;
}
