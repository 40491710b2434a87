import { proveFixes, type Rulebook } from "../check-run.ts";
import type { Finding, Fix } from "../diagnostic.ts";
import { joinRuns, judgeOptions } from "./judgement.ts";
import type { Project } from "./project.ts";

/** The fixes of findings, put to the test when they are first asked for: a keystroke does not wait for that. */
export interface ProvenFixes {
  readonly of: (finding: Finding) => Fix | null;
}

/** For the findings of one report, for as long as nothing changes. */
export function provenFixes(project: Project, rulebook: Rulebook): ProvenFixes {
  const known = new Map<string, Fix | null>();
  return {
    of(finding) {
      const key = keyOf(finding);
      const fix = known.get(key);
      if (fix !== undefined) return fix;
      const proven = prove(finding, project, rulebook);
      known.set(key, proven);
      return proven;
    },
  };
}

/** Several Dockerfiles may come to one fault; the first fix that stands the test for all of them is taken. */
function prove(finding: Finding, project: Project, rulebook: Rulebook): Fix | null {
  const key = keyOf(finding);
  const readers = project.readersOf(finding.span.file);
  const run = joinRuns(readers);
  const options = judgeOptions(project.tree(), rulebook);
  const isWanted = (each: Finding): boolean => keyOf(each) === key;
  const { findings } = proveFixes(run.kept, run, options, rulebook, isWanted);
  return findings.find(({ fix }) => fix !== null)?.fix ?? null;
}

function keyOf({ rule, span, message }: Finding): string {
  return JSON.stringify([rule, span.file, span.start, span.end, message]);
}
