import type { FileTree } from "../context/file-tree.ts";
import { joinPath } from "../context/paths.ts";
import type { MappedText } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import { contextFiles } from "./context-files.ts";
import type { SourceEntry } from "./copy-files.ts";
import { type Answer, type Effect, FOLDER, passedOn, UNTOUCHED } from "./effect.ts";
import { firstNameBelow, pathBelow } from "./image-path.ts";

/** A file or folder that is put over the image's when the container starts. */
export interface Mount {
  /** Absolute path in the container. */
  readonly path: string;
  /** Where the container's file asks for it. */
  readonly span: Span;
  readonly source: MountSource;
}

export type MountSource =
  /** A file or folder beside the container's file, relative to the working directory. */
  | { readonly kind: "host"; readonly path: string }
  /** A text that stands in a file, as a ConfigMap's does. */
  | { readonly kind: "text"; readonly text: MappedText; readonly executable: boolean }
  /** What is there nobody knows: a volume, a secret. The reason is a clause that fits after "because". */
  | { readonly kind: "unknown"; readonly reason: string };

/** A mount as a change to the image: whatever the image has at its path is hidden (mount(8)). */
export function mountEffect({ path: at, span, source }: Mount, tree: FileTree): Effect {
  return {
    span,
    at(path) {
      const rest = pathBelow(at, path);
      if (rest !== null) return answer(source, rest, span, tree);
      return pathBelow(path, at) === null ? UNTOUCHED : FOLDER;
    },
    names(folder) {
      const rest = pathBelow(at, folder);
      if (rest !== null && source.kind === "host") return tree.list(joinPath(source.path, rest));
      const name = firstNameBelow(folder, at);
      return name === null ? [] : [name];
    },
  };
}

function answer(source: MountSource, rest: string, span: Span, tree: FileTree): Answer {
  switch (source.kind) {
    case "unknown":
      return { kind: "settled", node: { kind: "unknown", reason: source.reason, place: span } };
    case "text":
      return rest === ""
        ? {
            kind: "settled",
            node: {
              kind: "file",
              content: { kind: "written", text: source.text },
              executable: source.executable ? "yes" : "no",
              by: [span],
            },
          }
        : { kind: "settled", node: { kind: "missing", reason: "a file is mounted above it", place: span } };
    case "host":
      return hostAnswer(contextFiles(tree, source.path, () => false).follow(`/${rest}`), span);
  }
}

function hostAnswer(entry: SourceEntry, span: Span): Answer {
  if (entry.kind === "node") return { kind: "settled", node: passedOn(entry.node, span) };
  const reason = entry.kind === "link" ? `it is a link to ${entry.target}` : entry.reason;
  // The folder may be filled on the machine that runs the container.
  return { kind: "settled", node: { kind: "unknown", reason, place: span } };
}
