import type { LayerCache } from "../archive/layer-cache.ts";
import type { Builds } from "../builds/build.ts";
import type { Settings } from "../config/settings.ts";
import type { FileTree } from "../context/file-tree.ts";
import type { TargetId } from "../diagnostic.ts";
import type { Problem } from "../span.ts";
import type { ShellName } from "../start/base-image.ts";
import type { BaseArchive } from "./archives.ts";
import type { Judged } from "./judge-target.ts";

/** What is asked of every file. */
export interface JudgeFilesOptions {
  /** Of the containers that a file describes, those to judge; all of them without it. */
  readonly names?: ReadonlySet<TargetId["name"]>;
  readonly tree: FileTree;
  readonly context: string | null;
  /** The stage to judge; null for the last one. */
  readonly stage: string | null;
  /** What if: `/bin/sh` were this shell, the last FROM named this image. */
  readonly shell: ShellName | null;
  readonly base: string | null;
  /** The rules that configuration may speak of, by id. */
  readonly ruleIds: readonly string[];
  /** Archives of images to judge too, relative to the working directory. */
  readonly images?: readonly string[];
  /** Archives that say what base images hand down. */
  readonly bases?: readonly BaseArchive[];
  /** What is known of their layers. */
  readonly layers?: LayerCache;
  /** Is told before each file how many are judged, and of how many. */
  readonly progress?: (judged: number, all: number) => void;
}

/** A file that can be read, and what it is judged with. */
export interface FileToJudge {
  readonly file: string;
  readonly text: string;
  readonly options: JudgeFilesOptions;
  readonly builds: Builds;
  readonly settings: Settings;
}

/** What one file comes to. */
export interface FileRun {
  readonly judged: readonly Judged[];
  /** What could not be read, but the scripts of the targets. */
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
}
