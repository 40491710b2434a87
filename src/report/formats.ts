import type { Report } from "./report.ts";

/** Every format of `siglint --format`, alphabetical; only the one asked for is loaded. */
export const formats = {
  checkstyle: async (): Promise<Report> => (await import("./checkstyle.ts")).reportCheckstyle,
  codeclimate: async (): Promise<Report> => (await import("./codeclimate.ts")).reportCodeclimate,
  github: async (): Promise<Report> => (await import("./github.ts")).reportGithub,
  gitlab: async (): Promise<Report> => (await import("./gitlab.ts")).reportGitlab,
  json: async (): Promise<Report> => (await import("./json.ts")).reportJson,
  jsonl: async (): Promise<Report> => (await import("./jsonl.ts")).reportJsonLines,
  junit: async (): Promise<Report> => (await import("./junit.ts")).reportJunit,
  markdown: async (): Promise<Report> => (await import("./markdown.ts")).reportMarkdown,
  sarif: async (): Promise<Report> => (await import("./sarif.ts")).reportSarif,
  text: async (): Promise<Report> => (await import("./text.ts")).reportText,
  unix: async (): Promise<Report> => (await import("./unix.ts")).reportUnix,
};

export type FormatName = keyof typeof formats;
