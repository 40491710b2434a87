import { jsonResult } from "./json.ts";
import type { Report } from "./report.ts";

/** What `json` has, one object on each line: findings, problems, and the summary last. */
export const reportJsonLines: Report = (result) => {
  const { findings, problems, summary } = jsonResult(result);
  const lines = [
    ...findings.map((finding) => ({ type: "finding", ...finding })),
    ...problems.map((problem) => ({ type: "problem", ...problem })),
    { type: "summary", ...summary },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
};
