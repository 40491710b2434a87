import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { overlayTree } from "../context/overlay-tree.ts";
import type { Edit } from "../diagnostic.ts";
import { fixAll } from "../fix/fix-all.ts";
import { lintAmong } from "./judgement.ts";
import type { View } from "./view.ts";
import { workspaceEdit } from "./workspace-edit.ts";

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.siglint`;

/** All safe fixes that change this file and no other, so that an editor can make them whenever it saves; null without one. */
export async function fixAllAction(view: View): Promise<CodeAction | null> {
  const { path, project, rulebook, locations, features } = view;
  const files = project.readersOf(path);
  const tree = project.tree();
  const { changes } = await fixAll(
    (texts) => lintAmong(files, overlayTree(tree, Object.fromEntries(texts)), rulebook),
    { unsafe: false, mayEdit: (file) => file === path },
  );
  const change = changes.flat().find(({ file }) => file === path);
  if (change === undefined) return null;
  return {
    title: "Make all safe fixes in this file",
    kind: FIX_ALL_KIND,
    edit: workspaceEdit([smallestEdit(path, change.before, change.after)], locations, features),
  };
}

/** What is the same at the beginning and at the end stays untouched, and so do cursors and folds there. */
function smallestEdit(file: string, before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let behind = 0;
  while (behind < shorter - start && before.at(-1 - behind) === after.at(-1 - behind)) behind += 1;
  return {
    file,
    start,
    end: before.length - behind,
    text: after.slice(start, after.length - behind),
  };
}
