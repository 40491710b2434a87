import { reportCheckstyle } from "./checkstyle.ts";
import { reportCodeclimate } from "./codeclimate.ts";
import { reportGithub } from "./github.ts";
import { reportGitlab } from "./gitlab.ts";
import { reportJson } from "./json.ts";
import { reportJsonLines } from "./jsonl.ts";
import { reportJunit } from "./junit.ts";
import { reportMarkdown } from "./markdown.ts";
import type { Report } from "./report.ts";
import { reportSarif } from "./sarif.ts";
import { reportText } from "./text.ts";
import { reportUnix } from "./unix.ts";

/** Every format of `siglint --format`, alphabetical. */
export const formats = {
  checkstyle: reportCheckstyle,
  codeclimate: reportCodeclimate,
  github: reportGithub,
  gitlab: reportGitlab,
  json: reportJson,
  jsonl: reportJsonLines,
  junit: reportJunit,
  markdown: reportMarkdown,
  sarif: reportSarif,
  text: reportText,
  unix: reportUnix,
} as const satisfies Readonly<Record<string, Report>>;

export type FormatName = keyof typeof formats;
