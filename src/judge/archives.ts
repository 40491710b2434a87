import type { DescribedImage } from "../archive/described-image.ts";
import type { SettingsOf } from "../config/settings.ts";
import type { Problem } from "../span.ts";

/** An archive that stands for a base image. */
export interface BaseArchive {
  /** What FROM says; `*` stands for any characters. */
  readonly from: string;
  /** Relative to the working directory. */
  readonly file: string;
}

/** The archives that a run was given. */
export interface Archives {
  /** To be judged themselves. */
  readonly images: readonly ImageOfArchive[];
  /** The settings of a run, in which base images come from archives before anything else. */
  over(settingsOf: SettingsOf): SettingsOf;
  /** Reads the files of images that somebody has asked for since; whether there were any. */
  readWanted(): Promise<boolean>;
  /** What could not be read, so far. */
  problems(): readonly Problem[];
}

export interface ImageOfArchive {
  readonly file: string;
  /** The image's tag, else what else tells it from the others of the archive; null where it has neither. */
  readonly name: string | null;
  readonly described: DescribedImage;
}

/** Where none was given. */
export const NO_ARCHIVES: Archives = {
  images: [],
  over: (settingsOf) => settingsOf,
  readWanted: async () => false,
  problems: () => [],
};
