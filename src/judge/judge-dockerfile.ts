import type { TargetId } from "../diagnostic.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { resolveStart } from "../start/resolve-start.ts";
import type { FileRun, FileToJudge } from "./file-to-judge.ts";
import { judgeTarget } from "./judge-target.ts";

/** Judges what a Dockerfile builds as it stands: the stage asked for, or the last one. */
export function judgeDockerfile({ file, text, options, builds, settings }: FileToJudge): FileRun {
  const dockerfile = parseDockerfile(file, text);
  const { stage, base } = options;
  const started = resolveStart(dockerfile, {
    ...(stage !== null && { target: stage }),
    ...(base !== null && { base }),
    images: settings.images,
  });
  if (!started.ok) {
    const problems = [...dockerfile.problems, started.problem];
    return { judged: [], problems, sources: new Map([[file, text]]) };
  }
  const id: TargetId = { kind: "dockerfile", file, name: stage };
  const context = builds.contextOf(file);
  const subject = { id, start: started.start, dockerfile, container: null, context, texts: [] };
  const judged = judgeTarget(subject, options, settings);
  return { judged: [judged], problems: dockerfile.problems, sources: judged.target.sources };
}
