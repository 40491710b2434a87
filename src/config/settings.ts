import type { OwnPrograms } from "../process/programs/own-programs.ts";
import { NO_PROGRAMS } from "../process/programs/own-programs.ts";
import type { Levels } from "../rule-level.ts";
import type { OwnImage } from "../start/own-image.ts";

/** What configuration says about one target; all of it data. */
export interface Settings {
  readonly levels: Levels;
  readonly programs: OwnPrograms;
  readonly images: readonly OwnImage[];
  /** The build context, relative to the working directory; null to look for it. */
  readonly context: string | null;
  /** From the stop signal to SIGKILL, in seconds; null for Docker's 10. */
  readonly grace: number | null;
}

/** Where nothing is configured. */
export const NO_SETTINGS: Settings = {
  levels: new Map(),
  programs: NO_PROGRAMS,
  images: [],
  context: null,
  grace: null,
};

/** What the targets of a run are configured with. */
export type SettingsOf = (file: string) => Settings;
