import type { Diagnostic } from "vscode-languageserver";
import type { Rulebook } from "../check-run.ts";
import type { ClientFeatures } from "./client-features.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import { reportProject } from "./file-reports.ts";
import type { FileChange } from "./footprint.ts";
import { locationsIn, type OpenDocument } from "./locations.ts";
import { pacer } from "./pacer.ts";
import { fileOf, type OpenProject, projectsIn } from "./projects.ts";
import { provenFixes } from "./proven-fixes.ts";
import type { RulePages } from "./rule-pages.ts";
import type { View } from "./view.ts";

/** Milliseconds from a change to the judgement of it: what is typed in one go is judged once. */
const DELAY = 20;

export interface SessionOptions {
  readonly features: ClientFeatures;
  readonly rulebook: Rulebook;
  readonly pages: RulePages;
  readonly publish: (uri: string, version: number | null, diagnostics: Diagnostic[]) => void;
  /** Tells of a fault of siglint itself. */
  readonly complain: (error: unknown) => void;
}

export interface EditorDocument extends OpenDocument {
  readonly text: string;
}

/** What is open in an editor, and what has been said about it. */
export interface Session {
  /** Starts anew, with these folders (URIs) and documents. */
  readonly setFolders: (folders: readonly string[], documents: readonly EditorDocument[]) => void;
  readonly setDocument: (document: EditorDocument) => void;
  readonly closeDocument: (uri: string) => void;
  readonly changeFile: (uri: string, kind: FileChange["kind"]) => void;
  /** An open file with all changes judged; null where siglint knows nothing of it. */
  readonly view: (uri: string) => Promise<View | null>;
  readonly stop: () => void;
}

type Judged = Pick<View, "report" | "fixes" | "locations">;

export function openSession({ features, rulebook, pages, publish, complain }: SessionOptions): Session {
  let projects = projectsIn([], rulebook);
  let judged = new Map<OpenProject, Judged>();
  let changed = new Set<OpenProject>();
  /** What was published last, by URI. */
  const published = new Map<string, string>();

  const judge = async (open: OpenProject): Promise<void> => {
    const state = await open.project.refresh();
    if (state === "changed") return;
    const report = await reportProject(open.project, rulebook, state === "done");
    const locations = locationsIn(report.sources, open.documents, open.uriOf);
    judged.set(open, { report, locations, fixes: provenFixes(open.project, rulebook) });
    if (state === "done") changed.delete(open);
    else pace.soon();
  };
  const publishAll = (): void => {
    const silent = new Set(published.keys());
    for (const { report, locations } of judged.values()) {
      for (const [path, inFile] of report.files) {
        const [uri, version] = [locations.uri(path), locations.version(path)];
        silent.delete(uri);
        const diagnostics = diagnosticsOf(inFile, { locations, features, pages });
        const said = JSON.stringify([version, diagnostics]);
        if (published.get(uri) === said) continue;
        published.set(uri, said);
        publish(uri, version, diagnostics);
      }
    }
    // Where not all is judged yet, what is silent may have something to say again.
    for (const uri of changed.size === 0 ? silent : []) {
      published.delete(uri);
      publish(uri, null, []);
    }
  };
  const pace = pacer(async () => {
    try {
      for (const open of [...changed]) await judge(open);
      publishAll();
    } catch (error) {
      complain(error);
    }
  }, DELAY);
  const touch = (open: OpenProject): void => {
    changed.add(open);
    pace.soon();
  };
  const setDocument = ({ uri, version, text }: EditorDocument): void => {
    const place = projects.of(uri);
    if (place === null) return;
    place.open.documents.set(place.path, { uri, version });
    place.open.project.setText(place.path, text);
    touch(place.open);
  };

  return {
    setDocument,
    setFolders(folders, documents) {
      projects = projectsIn(folders, rulebook);
      judged = new Map();
      changed = new Set();
      for (const document of documents) setDocument(document);
      pace.soon();
    },
    closeDocument(uri) {
      const place = projects.of(uri);
      if (place === null) return;
      place.open.documents.delete(place.path);
      place.open.project.setText(place.path, null);
      touch(place.open);
    },
    changeFile(uri, kind) {
      const file = fileOf(uri);
      if (file === null) return;
      for (const open of projects.all()) {
        open.project.change({ path: open.pathOf(file), kind });
        touch(open);
      }
    },
    async view(uri) {
      await pace.now();
      const place = projects.of(uri);
      const known = place === null ? undefined : judged.get(place.open);
      if (place === null || known === undefined || !place.open.documents.has(place.path)) return null;
      return { ...known, path: place.path, project: place.open.project, features, pages, rulebook };
    },
    stop: pace.stop,
  };
}
