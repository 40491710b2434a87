import type { Report } from "./report.ts";

/** Every format of `siglint --format`, alphabetical; only the one asked for is loaded. */
export const formats = {
  github: async (): Promise<Report> => (await import("./github.ts")).reportGithub,
  json: async (): Promise<Report> => (await import("./json.ts")).reportJson,
  text: async (): Promise<Report> => (await import("./text.ts")).reportText,
  unix: async (): Promise<Report> => (await import("./unix.ts")).reportUnix,
};

export type FormatName = keyof typeof formats;
