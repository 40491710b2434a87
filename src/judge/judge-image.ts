import type { Settings } from "../config/settings.ts";
import { resolveArchived } from "../start/resolve-start.ts";
import type { ImageOfArchive } from "./archives.ts";
import type { FileRun, JudgeFilesOptions } from "./file-to-judge.ts";
import { judgeTarget, type Subject } from "./judge-target.ts";
import { problemsOf } from "./problems.ts";

/** Judges what a container of an image would start, of which nothing but an archive is at hand. */
export function judgeImage(
  { file, name, described }: ImageOfArchive,
  options: JudgeFilesOptions,
  settings: Settings,
): FileRun {
  const subject: Subject = {
    id: { kind: "image", file, name },
    start: resolveArchived(described),
    dockerfile: null,
    container: null,
    context: { root: null, because: "the image is built already" },
    texts: [],
  };
  const judged = judgeTarget(subject, options, settings);
  return { judged: [judged], problems: problemsOf(judged), sources: judged.target.sources };
}
