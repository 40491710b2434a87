import { type Rulebook, ruleIdsOf } from "../check-run.ts";
import { loadSettings } from "../config/load-settings.ts";
import { dirname, joinPath } from "../context/paths.ts";
import type { Finding } from "../diagnostic.ts";
import { unusedIgnore } from "../ignore/unused-ignore.ts";
import { settleProblems } from "../judge/problems.ts";
import type { Problem } from "../span.ts";
import { findingsOf, type Judgement, joinRuns } from "./judgement.ts";
import type { Project } from "./project.ts";
import { isConfig } from "./wanted-files.ts";

/** What there is to say about one file. */
export interface FileReport {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/**
 * What there is to say while these files are open: about them, and about every file that their Dockerfiles come to. Also
 * the texts of all those files.
 */
export interface ProjectReport {
  readonly files: ReadonlyMap<string, FileReport>;
  readonly sources: ReadonlyMap<string, string>;
}

/** What there is to say about a project as it is now, whatever is typed before the answer is there. */
export async function reportProject(
  project: Project,
  rulebook: Rulebook,
  isComplete: boolean,
): Promise<ProjectReport> {
  const texts = new Map(project.texts);
  const open = [...texts.keys()];
  const judgements = new Map(
    open.flatMap((path) => project.readersOf(path).map((each) => [each.file, each] as const)),
  );
  const concerned: readonly Judgement[] = [...judgements.values()];
  const run = joinRuns(concerned);
  // Dockerfiles that nobody has looked at may need a comment: all around it have been where a script is open, in the end.
  const findings = findingsOf(concerned, rulebook).filter(
    ({ rule, span }) => rule !== unusedIgnore.id || (isComplete && texts.has(span.file)),
  );
  const problems = settleProblems([...run.problems, ...(await configProblems(open, project, rulebook))]);
  const files = new Set([
    ...open,
    ...findings.map(({ span }) => span.file),
    ...problems.map(({ file }) => file),
  ]);
  const reports = [...files].map((name) => {
    const inFile = {
      findings: findings.filter(({ span }) => span.file === name),
      problems: problems.filter(({ file }) => file === name),
    };
    return [name, inFile] as const;
  });
  return { files: new Map(reports), sources: new Map([...run.sources, ...texts]) };
}

/** What is wrong with the configuration files that are open, whether or not any Dockerfile is. */
async function configProblems(
  open: readonly string[],
  { tree }: Project,
  rulebook: Rulebook,
): Promise<readonly Problem[]> {
  const beside = open.filter(isConfig).map((file) => joinPath(dirname(file), "Dockerfile"));
  if (beside.length === 0) return [];
  const { problems } = await loadSettings(tree(), beside, ruleIdsOf(rulebook));
  return problems;
}
