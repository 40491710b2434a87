import { type DescribedImage, nameInArchive } from "../archive/described-image.ts";
import type { FileNode, ImageNode } from "../archive/image-tree.ts";
import { wholeFile } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import type { Effect, FileText, Node } from "./effect.ts";
import { joinImagePath, parentOf } from "./image-path.ts";

/** The files of an image out of an archive, as the step that everything else lies over. `span` is what names the image. */
export function archivedFiles(archived: DescribedImage, span: Span): Effect {
  const { image } = archived;
  return {
    span,
    at(path) {
      const { node } = image.look(path, true);
      return node === null
        ? { kind: "untouched" }
        : { kind: "settled", node: nodeOf(node, path, archived, span) };
    },
    names(folder) {
      const { node } = image.look(folder);
      return node?.kind === "directory" ? [...node.children.keys()] : [];
    },
  };
}

function nodeOf(node: ImageNode, path: string, archived: DescribedImage, span: Span): Node {
  const by = archived.layers[node.layer] ?? span;
  switch (node.kind) {
    case "directory":
      return { kind: "directory" };
    case "link":
      return { kind: "link", target: joinImagePath(parentOf(path), node.target), executable: null, by: [by] };
    case "other":
      return { kind: "unknown", reason: "it is a device or a named pipe", place: by };
    case "file": {
      const content = {
        kind: "archived",
        file: nameInArchive(archived, path),
        text: textOf(node, path, archived),
      } as const;
      return { kind: "file", content, executable: node.executable ? "yes" : "no", by: [by] };
    }
  }
}

/** The text of a file of the archive, which is read only after somebody has asked for it. */
function textOf(node: FileNode, path: string, archived: DescribedImage): () => FileText {
  return () => {
    const text = archived.image.textOf(node);
    switch (text.kind) {
      case "text":
        return { kind: "text", text: wholeFile(nameInArchive(archived, path), text.text) };
      case "binary":
        return { kind: "program" };
      case "wanted":
        return { kind: "unknown", reason: "the archive is still to be read" };
      case "too-much":
        return { kind: "unknown", reason: "siglint reads no more than 32 MiB of the files of one image" };
    }
  };
}
