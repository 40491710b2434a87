import {
  type InitializeParams,
  type InitializeResult,
  PositionEncodingKind,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Rulebook } from "../check-run.ts";
import { version } from "../version.ts";
import { answerRequests } from "./answer-requests.ts";
import { clientFeatures } from "./client-features.ts";
import { type Connection, connect } from "./connection.ts";
import { FIX_ALL_KIND } from "./fix-all-action.ts";
import { followChanges } from "./follow-changes.ts";
import type { RulePages } from "./rule-pages.ts";
import { openSession, type Session } from "./session.ts";
import type { Wire } from "./wire.ts";

export interface ServeOptions {
  readonly rulebook: Rulebook;
  readonly pages: RulePages;
}

/** Serves one client until it, or whoever runs this, wants no more; gives the exit code. Reads files, and runs nothing. */
export async function serve(wire: Wire, options: ServeOptions): Promise<number> {
  const { connection, ended } = connect(wire);
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params) => {
    const session = startSession(connection, params, options);
    void ended.then(session.stop);
    followChanges(connection, documents, session, params);
    answerRequests(connection, session);
    return initializeResult;
  });
  documents.listen(connection);
  connection.listen();
  const code = await ended;
  connection.dispose();
  wire.input.destroy();
  return code;
}

function startSession(
  connection: Connection,
  { capabilities }: InitializeParams,
  { rulebook, pages }: ServeOptions,
): Session {
  return openSession({
    features: clientFeatures(capabilities),
    rulebook,
    pages,
    publish: (uri, documentVersion, diagnostics) =>
      void connection.sendDiagnostics({
        uri,
        diagnostics,
        ...(documentVersion !== null && { version: documentVersion }),
      }),
    complain: (error) => connection.console.error(`A fault of siglint itself: ${String(error)}`),
  });
}

const initializeResult: InitializeResult = {
  serverInfo: { name: "siglint", version },
  capabilities: {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    codeActionProvider: { codeActionKinds: ["quickfix", FIX_ALL_KIND] },
    hoverProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};
