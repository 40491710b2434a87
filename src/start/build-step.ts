import type { Command, Heredoc } from "../dockerfile/dockerfile.ts";
import type { Span, Text } from "../span.ts";
import type { Image } from "./start-command.ts";

/** Where COPY takes its sources from. */
export type CopySource =
  | { readonly kind: "context" }
  /** An earlier stage, or an image that an archive has. */
  | { readonly kind: "stage"; readonly image: Image }
  | { readonly kind: "image"; readonly name: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** A step that makes or changes files in the image, its paths expanded and absolute where they are known. */
export type BuildStep =
  | {
      readonly kind: "copy" | "add";
      readonly from: CopySource;
      readonly sources: readonly Text[];
      /** Joined to WORKDIR; a trailing `/` is kept, and given to `.` and `./`, since it says "a folder". */
      readonly destination: Text;
      /** Variables of an unquoted one are expanded, and it counts as quoted then; one still unquoted could not be. */
      readonly heredocs: readonly Heredoc[];
      readonly chmod: Text | null;
      readonly exclude: readonly Text[];
      readonly parents: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "run";
      readonly command: Command;
      readonly heredocs: readonly Heredoc[];
      readonly workdir: Text;
      readonly env: ReadonlyMap<string, Text>;
      readonly span: Span;
    }
  /** WORKDIR makes the folder it names. */
  | { readonly kind: "workdir"; readonly path: Text; readonly span: Span };
