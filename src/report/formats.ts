import type { Report } from "./report.ts";
import { reportText } from "./text.ts";

/** Every format of `siglint --format`, alphabetical; what most runs do not need is loaded where it is asked for. */
export const formats = {
  checkstyle: async () => (await import("./checkstyle.ts")).reportCheckstyle,
  codeclimate: async () => (await import("./codeclimate.ts")).reportCodeclimate,
  github: async () => (await import("./github.ts")).reportGithub,
  gitlab: async () => (await import("./gitlab.ts")).reportGitlab,
  json: async () => (await import("./json.ts")).reportJson,
  jsonl: async () => (await import("./jsonl.ts")).reportJsonLines,
  junit: async () => (await import("./junit.ts")).reportJunit,
  markdown: async () => (await import("./markdown.ts")).reportMarkdown,
  sarif: async () => (await import("./sarif.ts")).reportSarif,
  text: async () => reportText,
  unix: async () => (await import("./unix.ts")).reportUnix,
} as const satisfies Readonly<Record<string, () => Promise<Report>>>;

export type FormatName = keyof typeof formats;
