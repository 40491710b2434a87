import type { Rulebook } from "../check-run.ts";
import type { ClientFeatures } from "./client-features.ts";
import { reportProject } from "./file-reports.ts";
import type { FileChange } from "./footprint.ts";
import { locationsIn, type OpenDocument } from "./locations.ts";
import { pacer } from "./pacer.ts";
import { fileOf, type OpenProject, projectsIn } from "./projects.ts";
import { provenFixes } from "./proven-fixes.ts";
import { type Judged, type Publish, publisher } from "./publisher.ts";
import type { RulePages } from "./rule-pages.ts";
import type { View } from "./view.ts";

/** Milliseconds from a change to the judgement of it: what is typed in one go is judged once. */
const DELAY = 20;

export interface SessionOptions {
  readonly features: ClientFeatures;
  readonly rulebook: Rulebook;
  readonly pages: RulePages;
  readonly publish: Publish;
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

/** Opens a session without folders and documents; `setFolders` brings both. */
export function openSession({ features, rulebook, pages, publish, complain }: SessionOptions): Session {
  let projects = projectsIn([], rulebook);
  let judged = new Map<OpenProject, Judged>();
  let changed = new Set<OpenProject>();
  const { tell } = publisher(publish, { features, pages });

  const judge = async (open: OpenProject): Promise<void> => {
    const state = await open.project.refresh();
    if (state === "changed") return;
    if (state === "done") changed.delete(open);
    else pace.soon();
    // What is typed from here on has a version of its own: nothing that rests on this judgement is about that.
    const documents = new Map(open.documents);
    const report = await reportProject(open.project, rulebook, state === "done");
    // The editor may have other folders by now.
    if (!projects.all().includes(open)) return;
    const locations = locationsIn(report.sources, documents, open.uriOf);
    judged.set(open, { report, locations, fixes: provenFixes(open.project, rulebook) });
  };
  const pace = pacer(async () => {
    try {
      for (const open of [...changed]) await judge(open);
      tell(judged.values(), changed.size === 0);
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
