import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import type { Edit, Finding } from "../diagnostic.ts";
import { applyEdits } from "../fix/apply-fixes.ts";
import type { Checked } from "../fix/checked.ts";
import { unusedIgnore } from "../ignore/unused-ignore.ts";
import type { Run } from "../judge/judge-files.ts";
import { findingDiagnostic } from "./diagnostics.ts";
import { ignoreComments } from "./ignore-comments.ts";
import { findingsOf, joinRuns, judgeAlone } from "./judgement.ts";
import type { View } from "./view.ts";
import { workspaceEdit } from "./workspace-edit.ts";

/**
 * Puts a comment that silences the finding above its line, the end left open for a reason. Not every line can have one
 * above it (a command over several lines, a here-document): the first place is taken where the finding goes and nothing
 * else changes. Null where there is none.
 */
export async function ignoreAction(finding: Finding, view: View): Promise<CodeAction | null> {
  if (finding.rule === unusedIgnore.id) return null;
  const text = view.report.sources.get(finding.span.file);
  if (text === undefined) return null;
  for (const edit of ignoreComments(finding, text)) {
    if (!(await silencesOnly(finding, edit, view))) continue;
    return {
      title: `Ignore ${finding.rule} here`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [findingDiagnostic(finding, view)],
      edit: workspaceEdit([edit], view.locations, view.features),
    };
  }
  return null;
}

async function silencesOnly(finding: Finding, edit: Edit, { project, rulebook }: View): Promise<boolean> {
  const readers = project.readersOf(finding.span.file);
  const tree = project.tree();
  const text = applyEdits(project.texts.get(edit.file) ?? "", [edit]);
  const texts = new Map([[edit.file, text]]);
  const after = await Promise.all(readers.map((reader) => judgeAlone(reader, tree, texts, rulebook)));
  const run = joinRuns(after);
  const runBefore = joinRuns(readers);
  if (run.problems.length > runBefore.problems.length || outcomes(run) !== outcomes(runBefore)) return false;
  const before = findingsOf(readers, rulebook).map((each) => keyOf(moved(each, edit)));
  const left = new Set(findingsOf(after, rulebook).map(keyOf));
  const isGone = !left.has(keyOf(moved(finding, edit)));
  return isGone && [...left].every((key) => before.includes(key));
}

function outcomes({ kept }: Run<Checked>): string {
  return JSON.stringify(kept.map(({ id, outcome }) => [id.file, outcome]));
}

type Placed = Pick<Finding, "rule" | "span">;

/** The finding at the place where it stands once the edit is made. */
function moved({ rule, span }: Placed, edit: Edit): Placed {
  const by = edit.file === span.file && edit.start <= span.start ? edit.text.length : 0;
  return { rule, span: { ...span, start: span.start + by } };
}

function keyOf({ rule, span }: Placed): string {
  return JSON.stringify([rule, span.file, span.start]);
}
