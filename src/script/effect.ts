import type { ReadFailure } from "../context/file-tree.ts";
import type { MappedText } from "../mapped-text.ts";
import type { Span } from "../span.ts";

export type Executable = "yes" | "no" | "unknown";

/** Where the bytes of a file of the image stand. */
export type Content =
  /** A regular file of the build context; relative to the working directory. */
  | {
      readonly kind: "context";
      readonly file: string;
      /** A step has taken the carriage returns at the ends of its lines away. */
      readonly withoutReturns?: true;
    }
  /** Text that the Dockerfile holds: a heredoc, an `echo`. */
  | { readonly kind: "written"; readonly text: MappedText }
  /** A file of an image out of an archive. */
  | {
      readonly kind: "archived";
      readonly file: string;
      readonly text: () => FileText;
      readonly withoutReturns?: true;
    };

/** The text of a file, or why there is none to show. */
export type FileText =
  | { readonly kind: "text"; readonly text: MappedText }
  | { readonly kind: "program" }
  /** The file of the context cannot be read. */
  | { readonly kind: "unreadable"; readonly why: ReadFailure }
  /** A clause that fits after "because". */
  | { readonly kind: "unknown"; readonly reason: string };

/** What a build step leaves at a path of the image. A link is not followed. */
export type Node =
  | {
      readonly kind: "file";
      readonly content: Content;
      readonly executable: Executable;
      readonly by: readonly Span[];
    }
  /** `target` is absolute. `executable` is set where a later `chmod` went through the link. */
  | {
      readonly kind: "link";
      readonly target: string;
      readonly executable: Executable | null;
      readonly by: readonly Span[];
    }
  | { readonly kind: "directory" }
  /** Something stands there, or may; what, the files do not tell. */
  | { readonly kind: "unknown"; readonly reason: string; readonly place: Span }
  | { readonly kind: "missing"; readonly reason: string; readonly place: Span };

/** What one step makes of one path. */
export type Answer =
  | { readonly kind: "untouched" }
  /** Whatever stood there before, this stands there now. */
  | { readonly kind: "settled"; readonly node: Node }
  /** It may bring the path; an older step that surely does is the likelier origin. */
  | { readonly kind: "maybe"; readonly reason: string }
  /** It names the path, and there is nothing to bring. */
  | { readonly kind: "absent"; readonly reason: string }
  /** It changes what an older step left there (`chmod`, `>>`, `sed -i`). */
  | {
      readonly kind: "changed";
      readonly change: (node: Node) => Node;
      /** What a step that edits the text in place says of it (the script of `sed -i`). */
      readonly edit?: string;
    };

export const UNTOUCHED: Answer = { kind: "untouched" };

/** The image as it is before a step. */
export interface ImageBelow {
  /** What stands at a path, links not followed; null where no step is known to touch it. */
  nodeAt(path: string): Node | null;
  /** As `nodeAt`, links followed, in the folders of the path too. */
  lookup(path: string): Node | null;
  /** The names in a folder that steps are known to bring. */
  names(folder: string): readonly string[];
  /** Whether a folder stands there: a step made it, or every image of this kind has it. */
  isFolder(path: string): boolean;
  /** Whether there may be files that no step of this Dockerfile brought. */
  readonly hasBase: boolean;
}

/** A change that one build step, or one command of a RUN, makes to the image. */
export interface Effect {
  readonly span: Span;
  at(path: string, below: ImageBelow): Answer;
  /** The names in `folder` that it may bring. */
  names(folder: string, below: ImageBelow): readonly string[];
}

/** The answer for a path that a step puts something below: it is a folder. */
export const FOLDER: Answer = { kind: "settled", node: { kind: "directory" } };

/** `node`, with the step that copied or moved it. */
export function passedOn(node: Node, by: Span): Node {
  if (node.kind === "file" || node.kind === "link") return { ...node, by: [...node.by, by] };
  return node;
}

export function withExecutable(node: Node, executable: Executable): Node {
  return node.kind === "file" || node.kind === "link" ? { ...node, executable } : node;
}
