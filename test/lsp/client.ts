import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough, type Readable, type Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  type FileChangeType,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { rules } from "../../rules/index.ts";
import { rulePages } from "../../src/cli/rule-page.ts";
import { diskTree } from "../../src/context/disk-tree.ts";
import { serve } from "../../src/lsp/serve.ts";

/** What current editors say they can do. */
export const modernClient: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    hover: { contentFormat: ["markdown", "plaintext"] },
  },
  workspace: {
    workspaceEdit: { documentChanges: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
  },
};

/** An editor: a folder on disk, the documents that are open, and what the server has published. */
export interface TestEditor {
  readonly folder: string;
  readonly initialized: InitializeResult;
  /** The ids of what the server has registered itself for. */
  readonly registered: readonly string[];
  readonly uri: (path: string) => string;
  readonly open: (path: string, text?: string) => void;
  /** Types `text` in the place of `old`; the server hears of nothing else. */
  readonly type: (path: string, old: string, text: string) => void;
  readonly close: (path: string) => void;
  readonly text: (path: string) => string;
  readonly write: (path: string, text: string, type: FileChangeType) => void;
  /** Tells that something happened to a file on disk. */
  readonly touch: (path: string, type: FileChangeType) => void;
  /** Has another folder open, in the place of the one that is. */
  readonly openFolder: (path: string) => void;
  /** What is published for a file, once `isRight` holds of it. */
  readonly diagnostics: (
    path: string,
    isRight?: (published: PublishDiagnosticsParams) => boolean,
  ) => Promise<PublishDiagnosticsParams>;
  /** What is published for an open file once all that happened is judged; null where nothing ever was. */
  readonly settled: (path: string) => Promise<PublishDiagnosticsParams | null>;
  readonly actions: (path: string, at: string, only?: CodeActionContext["only"]) => Promise<CodeAction[]>;
  readonly hover: (path: string, at: string) => Promise<Hover | null>;
  readonly apply: (edit: WorkspaceEdit | undefined) => void;
  /** How often something was published for a file. */
  readonly count: (path: string) => number;
  /** Asks the server to shut down, which is still there to be told `exit`. */
  readonly askToShutDown: () => Promise<void>;
  readonly exit: () => void;
  readonly shutDown: () => Promise<void>;
  readonly exited: Promise<number>;
}

export type Server = (folder: string) => {
  readonly input: Writable;
  readonly output: Readable;
  readonly exited: Promise<number>;
};

/** The server in this process. */
export const serverHere: Server = () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const exited = serve(
    { input, output, onStop: () => {} },
    { rulebook: { rules, asked: new Map() }, pages: rulePages(diskTree) },
  );
  return { input, output, exited };
};

/** The server as a process. */
export function serverProcess(
  command: string,
  argv: readonly string[],
  started: (child: ChildProcess) => void,
): Server {
  return (cwd) => {
    const child = spawn(command, argv, { cwd, stdio: ["pipe", "pipe", "inherit"] });
    started(child);
    const exited = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? -1)));
    return { input: child.stdin, output: child.stdout, exited };
  };
}

/** Opens an editor on a folder with these files. */
export async function startEditor(
  files: Readonly<Record<string, string>>,
  capabilities: ClientCapabilities = modernClient,
  server: Server = serverHere,
): Promise<TestEditor> {
  const folder = mkdtempSync(join(tmpdir(), "siglint-lsp-"));
  mkdirSync(join(folder, ".git"));
  for (const [path, text] of Object.entries(files)) writeOnDisk(folder, path, text);
  const { input, output, exited } = server(folder);
  const connection = createProtocolConnection(
    new StreamMessageReader(output),
    new StreamMessageWriter(input),
  );
  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;
  const registered: string[] = [];
  connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    registered.push(...registrations.map(({ method }) => method));
  });
  const published = followDiagnostics(connection);
  void exited.then(() => {
    connection.dispose();
    rmSync(folder, { recursive: true });
  });
  connection.listen();
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "test" }],
    capabilities,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  let root = "";
  const documents = new Map<string, TextDocument>();
  const document = (path: string): TextDocument => {
    const found = documents.get(uri(path));
    if (found === undefined) throw new Error(`${path} is not open`);
    return found;
  };
  const rangeOf = (path: string, part: string): Range => {
    const start = document(path).getText().indexOf(part);
    if (start === -1) throw new Error(`${path} has no ${part}`);
    return {
      start: document(path).positionAt(start),
      end: document(path).positionAt(start + part.length),
    };
  };
  const edit = (path: string, edits: readonly TextEdit[]): void => {
    const before = document(path);
    const text = TextDocument.applyEdits(before, [...edits]);
    const version = before.version + 1;
    documents.set(uri(path), TextDocument.create(uri(path), "", version, text));
    const contentChanges = edits.map(({ range, newText }) => ({ range, text: newText })).reverse();
    void connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uri(path), version },
      contentChanges,
    });
  };
  const touch = (path: string, type: FileChangeType): void =>
    void connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: uri(path), type }],
    });
  const exit = (): void => void connection.sendNotification(ExitNotification.type);
  const askToShutDown = (): Promise<void> => connection.sendRequest(ShutdownRequest.type);
  return {
    folder,
    initialized,
    registered,
    uri,
    exited,
    open(path, text = files[path] ?? "") {
      documents.set(uri(path), TextDocument.create(uri(path), "", 1, text));
      void connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uri(path), languageId: "", version: 1, text },
      });
    },
    type: (path, old, text) => edit(path, [{ range: rangeOf(path, old), newText: text }]),
    close(path) {
      documents.delete(uri(path));
      void connection.sendNotification(DidCloseTextDocumentNotification.type, {
        textDocument: { uri: uri(path) },
      });
    },
    text: (path) => document(path).getText(),
    write(path, text, type) {
      writeOnDisk(folder, path, text);
      touch(path, type);
    },
    touch,
    openFolder(path) {
      const [removed, added] = [root, path].map((each) => [{ uri: uri(each), name: each }]);
      void connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
        event: { removed: removed ?? [], added: added ?? [] },
      });
      root = path;
    },
    diagnostics: (path, isRight = () => true) => published.wait(uri(path), isRight),
    count: (path) => published.count(uri(path)),
    async settled(path) {
      const position = { line: 0, character: 0 };
      await connection.sendRequest(HoverRequest.type, { textDocument: { uri: uri(path) }, position });
      return published.last(uri(path));
    },
    async actions(path, at, only) {
      const found = await connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: uri(path) },
        range: rangeOf(path, at),
        context: { diagnostics: [], ...(only !== undefined && { only }) },
      });
      return (found ?? []).filter((action): action is CodeAction => "kind" in action);
    },
    hover: (path, at) =>
      connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: uri(path) },
        position: rangeOf(path, at).start,
      }),
    apply(workspaceEdit) {
      for (const change of workspaceEdit?.documentChanges ?? []) {
        if (!("edits" in change)) throw new Error("Only edits of texts are expected.");
        const path = [...documents.keys()].find((each) => each === change.textDocument.uri);
        if (path === undefined) throw new Error(`${change.textDocument.uri} is not open`);
        const edits = change.edits.filter((each): each is TextEdit => "newText" in each);
        edit(decodeURI(path.slice(uri("").length + 1)), edits);
      }
    },
    askToShutDown,
    exit,
    async shutDown() {
      await askToShutDown();
      exit();
      await exited;
    },
  };
}

function followDiagnostics(connection: ProtocolConnection) {
  const last = new Map<string, PublishDiagnosticsParams>();
  const counts = new Map<string, number>();
  const waiting = new Set<() => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    last.set(params.uri, params);
    counts.set(params.uri, (counts.get(params.uri) ?? 0) + 1);
    for (const look of [...waiting]) look();
  });
  return {
    last: (uri: string): PublishDiagnosticsParams | null => last.get(uri) ?? null,
    count: (uri: string): number => counts.get(uri) ?? 0,
    wait: (uri: string, isRight: (params: PublishDiagnosticsParams) => boolean) =>
      new Promise<PublishDiagnosticsParams>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`What came for ${uri} last: ${JSON.stringify(last.get(uri))}`));
        }, 20_000);
        const look = (): void => {
          const params = last.get(uri);
          if (params === undefined || !isRight(params)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(params);
        };
        waiting.add(look);
        look();
      }),
  };
}

function writeOnDisk(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text, { mode: path.endsWith(".sh") ? 0o755 : 0o644 });
}
