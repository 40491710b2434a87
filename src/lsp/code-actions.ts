import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  uinteger,
} from "vscode-languageserver";
import type { Finding } from "../diagnostic.ts";
import { findingDiagnostic } from "./diagnostics.ts";
import { FIX_ALL_KIND, fixAllAction } from "./fix-all-action.ts";
import { ignoreAction } from "./ignore-action.ts";
import type { View } from "./view.ts";
import { workspaceEdit } from "./workspace-edit.ts";

/** The fixes of the findings in the lines of a range, comments that silence them, and all safe fixes of the file at once. */
export async function codeActions(
  { range, context }: Pick<CodeActionParams, "range" | "context">,
  view: View,
): Promise<CodeAction[]> {
  const start = view.locations.offset(view.path, { line: range.start.line, character: 0 });
  const end = view.locations.offset(view.path, { line: range.end.line, character: uinteger.MAX_VALUE });
  const findings = findingsIn(view).filter(({ span }) => span.start <= end && start <= span.end);
  const isAsked = (kind: string): boolean =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));

  const quickFixes = isAsked(CodeActionKind.QuickFix) ? findings : [];
  const mends = quickFixes.flatMap((finding) => mendAction(finding, view) ?? []);
  const ignores = await Promise.all(quickFixes.map((finding) => ignoreAction(finding, view)));
  // Without a word on kinds a menu is asked for, or merely whether there is something to fix.
  const isMenu = context.triggerKind !== CodeActionTriggerKind.Automatic && mends.length > 0;
  const wantsAll = context.only === undefined ? isMenu : isAsked(FIX_ALL_KIND);
  const all = wantsAll ? await fixAllAction(view) : null;
  return [...mends, ...(all === null ? [] : [all]), ...ignores.filter((each) => each !== null)];
}

/** The findings that stand in the file of a view. */
export function findingsIn({ path, report }: Pick<View, "path" | "report">): readonly Finding[] {
  return report.files.get(path)?.findings ?? [];
}

function mendAction(finding: Finding, view: View): CodeAction | null {
  const fix = view.fixes.of(finding);
  if (fix === null) return null;
  const isSafe = fix.safety === "safe";
  return {
    title: `${capitalized(fix.title)}${isSafe ? "" : " (changes more than the way of the signal)"}`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [findingDiagnostic(finding, view)],
    isPreferred: isSafe,
    edit: workspaceEdit(fix.edits, view.locations, view.features),
  };
}

function capitalized(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
