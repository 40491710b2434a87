import type { MappedText } from "../mapped-text.ts";
import type { ImageFiles, Located } from "./located.ts";

/** The files of an image, with a record of what was asked for. */
export interface RecordedFiles {
  readonly files: ImageFiles;
  /** The texts that were found, each once, in the order of the first question. */
  readonly texts: () => readonly MappedText[];
  /** Everything that was found or not, but texts. */
  readonly others: () => readonly Exclude<Located, { kind: "text" }>[];
}

/** Keeps a record of the files that the stages after this one look at. */
export function recordFiles(files: ImageFiles): RecordedFiles {
  const texts = new Set<MappedText>();
  const others = new Map<string, Exclude<Located, { kind: "text" }>>();
  const record = (located: Located): Located => {
    if (located.kind === "text") texts.add(located.text);
    else others.set(located.path, located);
    return located;
  };
  return {
    files: {
      find: (path) => record(files.find(path)),
      findCommand: (name, workdir) => record(files.findCommand(name, workdir)),
      glob: (pattern) => files.glob(pattern),
    },
    texts: () => [...texts],
    others: () => [...others.values()],
  };
}
