import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type TextDocuments,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { clientFeatures } from "./client-features.ts";
import type { Connection } from "./connection.ts";
import type { EditorDocument, Session } from "./session.ts";

/** Keeps a session up with what is open in the editor, what changes on disk, and which folders are looked at. */
export function followChanges(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  session: Session,
  params: InitializeParams,
): void {
  const { watchFiles, workspaceFolders } = clientFeatures(params.capabilities);
  let folders = foldersOf(params);
  session.setFolders(folders, []);

  documents.onDidChangeContent(({ document }) => session.setDocument(editorDocument(document)));
  documents.onDidClose(({ document }) => session.closeDocument(document.uri));
  // A file that is saved for the first time comes to be; who watches files tells that by itself.
  documents.onDidSave(({ document }) => {
    if (!watchFiles) session.changeFile(document.uri, "existence");
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes)
      session.changeFile(uri, type === FileChangeType.Changed ? "text" : "existence");
  });
  connection.onInitialized(() => {
    if (watchFiles) registerWatchers(connection);
    if (!workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = removed.map(({ uri }) => uri);
      folders = [...folders.filter((uri) => !gone.includes(uri)), ...added.map(({ uri }) => uri)];
      session.setFolders(folders, documents.all().map(editorDocument));
    });
  });
}

/** Any file may be one that a Dockerfile copies, and whether it is there may matter: all are watched. */
function registerWatchers({ client, console }: Connection): void {
  const watchers = [{ globPattern: "**/*" }];
  client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch((error) => {
    console.warn(`The editor does not watch files: ${String(error)}`);
  });
}

/** The folders that are open: older clients have one at most, and tell it by another name. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

function editorDocument(document: TextDocument): EditorDocument {
  return { uri: document.uri, version: document.version, text: document.getText() };
}
