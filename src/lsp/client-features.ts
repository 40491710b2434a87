import type { ClientCapabilities } from "vscode-languageserver";

/** What the editor can do, as far as it makes a difference. */
export interface ClientFeatures {
  readonly markdown: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  /** Edits that name the version of the document they are made for. */
  readonly documentChanges: boolean;
  /** Code actions as such, and not as commands, which siglint has none of. */
  readonly codeActions: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
}

/** Reads what an editor says of itself in `initialize`; what it does not mention it cannot do. */
export function clientFeatures({ textDocument, workspace }: ClientCapabilities): ClientFeatures {
  const { publishDiagnostics, codeAction, hover } = textDocument ?? {};
  return {
    markdown: hover?.contentFormat?.includes("markdown") ?? false,
    relatedInformation: publishDiagnostics?.relatedInformation ?? false,
    codeDescription: publishDiagnostics?.codeDescriptionSupport ?? false,
    documentChanges: workspace?.workspaceEdit?.documentChanges ?? false,
    codeActions: codeAction?.codeActionLiteralSupport !== undefined,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    workspaceFolders: workspace?.workspaceFolders ?? false,
  };
}
