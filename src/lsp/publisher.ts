import type { Diagnostic } from "vscode-languageserver";
import { type DiagnosticSurroundings, diagnosticsOf } from "./diagnostics.ts";
import type { View } from "./view.ts";

/** What is known of one project. */
export type Judged = Pick<View, "report" | "fixes" | "locations">;

/** Tells an editor all that there is to say about a file, for this version of it; null for one that is not open. */
export type Publish = (uri: string, version: number | null, diagnostics: Diagnostic[]) => void;

/** Keeps an editor informed, and tells it nothing twice. */
export interface Publisher {
  /** `isAll` says that nothing is still to be judged: then a file of which nothing is said any more is told to be free. */
  readonly tell: (judged: Iterable<Judged>, isAll: boolean) => void;
}

interface FileNews {
  readonly version: number | null;
  readonly diagnostics: Diagnostic[];
}

/** A publisher that has told nothing yet. */
export function publisher(
  publish: Publish,
  surroundings: Omit<DiagnosticSurroundings, "locations">,
): Publisher {
  /** What was published last, by URI. */
  const published = new Map<string, string>();
  return {
    tell(judged, isAll) {
      const news = newsOf(judged, surroundings);
      for (const [uri, { version, diagnostics }] of news) {
        const said = JSON.stringify([version, diagnostics]);
        if (published.get(uri) === said) continue;
        published.set(uri, said);
        publish(uri, version, diagnostics);
      }
      // Where not all is judged yet, what is silent may have something to say again.
      for (const uri of isAll ? published.keys() : []) {
        if (news.has(uri)) continue;
        published.delete(uri);
        publish(uri, null, []);
      }
    },
  };
}

/** By URI. A file that two folders of the editor come to belongs to the one in which it is open. */
function newsOf(
  judged: Iterable<Judged>,
  surroundings: Omit<DiagnosticSurroundings, "locations">,
): ReadonlyMap<string, FileNews> {
  const news = new Map<string, FileNews>();
  for (const { report, locations } of judged) {
    for (const [path, inFile] of report.files) {
      const [uri, version] = [locations.uri(path), locations.version(path)];
      if (news.has(uri) && version === null) continue;
      news.set(uri, { version, diagnostics: diagnosticsOf(inFile, { locations, ...surroundings }) });
    }
  }
  return news;
}
