import type { Process } from "./process.ts";

/** Characters behind a command in which the next part of its pipeline begins. */
const NEAR = 80;

/** `probe | grep -q ready`: it is run for an answer, and whoever has that reads no more of it. */
export function isAsked({ launches }: Process): boolean {
  const launch = launches.at(-1);
  if (launch?.hop !== "pipeline" || launch.site === null) return false;
  const { script, end } = launch.site;
  return /^\s*\|&?\s*[ef]?grep\s+-\w*q/.test(script.source.text.slice(end, end + NEAR));
}
