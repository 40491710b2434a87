import type { FileTree } from "../context/file-tree.ts";
import type { Problem } from "../span.ts";
import { configFinder } from "./find-config.ts";
import { NO_SETTINGS, type SettingsOf } from "./settings.ts";
import { settingsFor } from "./settings-for.ts";

export interface LoadedSettings {
  readonly settingsOf: SettingsOf;
  /** What is wrong with the configuration; the settings of such a file are not in force. */
  readonly problems: readonly Problem[];
  /** The texts of the configuration files. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The settings in force for each of the files. What reads a configuration is loaded only where there is one. */
export async function loadSettings(
  tree: FileTree,
  files: readonly string[],
  ruleIds: readonly string[],
): Promise<LoadedSettings> {
  const find = configFinder(tree);
  const configs = new Set(files.flatMap((file) => find(file) ?? []));
  if (configs.size === 0) return { settingsOf: () => NO_SETTINGS, problems: [], sources: new Map() };
  const { readLayers } = await import("./read-layers.ts");
  const read = new Map([...configs].map((config) => [config, readLayers(config, { tree, ruleIds })]));
  return {
    settingsOf: (file) => settingsFor(file, read.get(find(file) ?? "")?.layers ?? []),
    problems: [...read.values()].flatMap((each) => each.problems),
    sources: new Map([...read.values()].flatMap((each) => [...each.sources])),
  };
}
