import { joinPath } from "../context/paths.ts";
import { ownBrief, ownService, ownWrapper } from "../process/programs/own-programs.ts";
import { ownImage } from "./own-image.ts";
import type { Layer } from "./read-layers.ts";
import type { SettingsPart } from "./schema.ts";
import { NO_SETTINGS, type Settings } from "./settings.ts";

/** What the layers come to for one file. */
export function settingsFor(file: string, layers: readonly Layer[]): Settings {
  let settings = NO_SETTINGS;
  for (const { folder, part, appliesTo } of layers) {
    if (appliesTo(file)) settings = withPart(settings, part, folder);
  }
  return settings;
}

function withPart(before: Settings, part: SettingsPart, folder: string): Settings {
  const { rules = {}, services = [], brief = [], wrappers = {}, images = {}, context, gracePeriod } = part;
  const programs = [
    ...services.map(ownService),
    ...brief.map(ownBrief),
    ...Object.entries(wrappers).map(([name, conduct]) => ownWrapper(name, conduct)),
  ];
  return {
    levels: new Map([...before.levels, ...Object.entries(rules)]),
    programs: new Map([
      ...before.programs,
      ...programs.flatMap((row) => row.names.map((name) => [name, row] as const)),
    ]),
    images: [...Object.entries(images).map(([pattern, said]) => ownImage(pattern, said)), ...before.images],
    context: context === undefined ? before.context : joinPath(folder, context),
    grace: gracePeriod ?? before.grace,
  };
}
