import type { Rulebook } from "../check-run.ts";
import type { ClientFeatures } from "./client-features.ts";
import type { ProjectReport } from "./file-reports.ts";
import type { Locations } from "./locations.ts";
import type { Project } from "./project.ts";
import type { ProvenFixes } from "./proven-fixes.ts";
import type { RulePages } from "./rule-pages.ts";

/** An open file as it was judged last, and all that answers about it are made from. */
export interface View {
  readonly path: string;
  readonly project: Project;
  readonly report: ProjectReport;
  readonly fixes: ProvenFixes;
  readonly locations: Locations;
  readonly features: ClientFeatures;
  readonly pages: RulePages;
  readonly rulebook: Rulebook;
}
