import type { LayerCache } from "./archive/layer-cache.ts";
import type { MemoryFile } from "./context/memory-tree.ts";
import type { TargetFileKind } from "./discover/target-file.ts";
import type { Levels } from "./rule-level.ts";
import type { ShellName } from "./start/base-image.ts";

/** Files on disk. */
export interface OnDisk {
  /** Absolute; every other path is relative to it. */
  readonly cwd: string;
  readonly files?: undefined;
}

/** Files in memory; the disk is not looked at. */
export interface InMemory {
  /**
   * By their paths relative to the working directory; a text, or what goes with it. Where nothing says whether it may be
   * executed, a script with a `#!` line may.
   */
  readonly files: Readonly<Record<string, MemoryFile>>;
  /** The name of a folder for them, absolute; it need not exist. */
  readonly cwd?: string;
}

export type TargetOptions = (OnDisk | InMemory) & {
  /** Files and folders to look at; the working directory without it, and without `images`. */
  readonly paths?: readonly string[];
  /** Archives of images to look into as well: what `docker save` writes, OCI layouts. Not in memory. */
  readonly images?: readonly string[];
  /** Archives that stand for base images: what FROM says (`*` stands for any characters), and the archive. */
  readonly baseImages?: readonly { readonly from: string; readonly file: string }[];
  /** What is known of the layers of archives, by digest, from one call to another; without it each call reads them. */
  readonly layers?: LayerCache;
  /** What the files that are named are taken for; told by their names and contents without it. */
  readonly kind?: TargetFileKind | null;
  /** The build context, where it is not to be found by itself. */
  readonly context?: string | null;
  /** The stage to judge; the last one without it. */
  readonly target?: string | null;
  /** Texts that take the place of what stands in the files, by path. */
  readonly texts?: ReadonlyMap<string, string>;
};

export type LintOptions = TargetOptions & {
  /** What rules report their findings as, by id; `readRuleLevels` says which ids there are. */
  readonly levels?: Levels;
  /** Is told before each Dockerfile how many are judged, and of how many. */
  readonly progress?: (judged: number, all: number) => void;
};

export type FixOptions = LintOptions & {
  /** Make the unsafe fixes too, which change more than how the service is started. */
  readonly unsafe?: boolean;
  /** Whether a file may change; a fix that needs one that may not is not made. */
  readonly mayEdit?: (file: string) => boolean;
};

export type ExplainOptions = TargetOptions & {
  /** Judge as if `/bin/sh` were this shell. */
  readonly shell?: ShellName | null;
  /** Judge as if the last FROM named this image. */
  readonly base?: string | null;
};
