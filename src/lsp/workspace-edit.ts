import type { TextEdit, WorkspaceEdit } from "vscode-languageserver";
import type { Edit } from "../diagnostic.ts";
import type { ClientFeatures } from "./client-features.ts";
import type { Locations } from "./locations.ts";

/** Edits of any number of files as one step, made for the documents as they are now. */
export function workspaceEdit(
  edits: readonly Edit[],
  locations: Locations,
  { documentChanges }: ClientFeatures,
): WorkspaceEdit {
  const files = [...new Set(edits.map(({ file }) => file))];
  const inFile = (file: string): TextEdit[] =>
    edits
      .filter((edit) => edit.file === file)
      .map((edit) => ({ range: locations.range(edit), newText: edit.text }));
  if (!documentChanges)
    return { changes: Object.fromEntries(files.map((file) => [locations.uri(file), inFile(file)])) };
  return {
    documentChanges: files.map((file) => ({
      textDocument: { uri: locations.uri(file), version: locations.version(file) },
      edits: inFile(file),
    })),
  };
}
