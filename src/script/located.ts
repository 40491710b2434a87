import type { ReadFailure } from "../context/file-tree.ts";
import type { MappedText } from "../mapped-text.ts";
import type { Span } from "../span.ts";

/** What stands at a path of the image, as far as the files tell. */
export type Located =
  | {
      readonly kind: "text";
      /** The file the user edits: in the build context, or the Dockerfile for a heredoc or a RUN-made file. */
      readonly text: MappedText;
      /** Absolute path in the image. */
      readonly path: string;
      readonly executable: "yes" | "no" | "unknown";
      /** It comes out of an archive, so whoever made the image may not have written it. */
      readonly archived?: true;
      /** How it came into the image: the COPY, ADD or RUN, and the links on the way. Oldest first. */
      readonly by: readonly Span[];
    }
  /** A file of the context that is no text: a compiled program. */
  | { readonly kind: "program"; readonly path: string; readonly file: string; readonly by: readonly Span[] }
  | { readonly kind: "directory"; readonly path: string }
  /** It may be there (base image, download, generated); the reason is a clause that fits after "because". */
  | {
      readonly kind: "unknown";
      readonly path: string;
      readonly reason: string;
      readonly place: Span | null;
      /** The file of the context that stands there, where it cannot be read. */
      readonly unreadable?: { readonly file: string; readonly why: ReadFailure };
      /** What steps of the build that edit its text in place say of it, the oldest first (the scripts of `sed -i`). */
      readonly edits?: readonly string[];
      /** A link of the build context leads there, to no place where base images have files. */
      readonly astray?: true;
    }
  /** The image will not have it: everything that could bring it is known. */
  | { readonly kind: "missing"; readonly path: string; readonly reason: string; readonly place: Span | null };

/** The files of the image a target starts. Total and memoised; never reads outside the build context. */
export interface ImageFiles {
  /** `path` is absolute in the image. */
  find(path: string): Located;
  /**
   * A command name as `execvp` looks it up: a path with `/` from `workdir`, a bare name along PATH. Bare names that
   * no step brings are `unknown` (the base image has them).
   */
  findCommand(name: string, workdir: string | null): Located;
  /** Absolute paths of the known files that match a shell glob (`/docker-entrypoint.d/*.sh`), sorted; null if others may exist. */
  glob(pattern: string): { readonly paths: readonly string[]; readonly complete: boolean };
}

/** The build context, and how it was found. */
export interface ContextChoice {
  /** Path relative to the working directory; null where no folder has the COPY sources. */
  readonly root: string | null;
  readonly because: string;
}
