import type { LayerCache } from "../archive/layer-cache.ts";
import type { OpenDisk } from "../context/file-tree.ts";
import type { LintResult } from "../diagnostic.ts";
import type { TargetFileKind } from "../discover/target-file.ts";
import type { Explanation } from "../explanation.ts";
import type { Resolution } from "../resolution.ts";
import type { RuleMeta } from "../rule.ts";
import type { Levels, LevelsRead } from "../rule-level.ts";
import type { ShellName } from "../start/base-image.ts";

/** What the command line needs of the engine; `main.ts` hands it the real one, tests their own. */
export interface Engine {
  /** Every rule, in the order of the alphabet. */
  readonly ruleList: readonly RuleMeta[];
  /** Reads the words behind `--rule`. */
  readRuleLevels(settings: readonly string[]): LevelsRead;
  lint(options: LintOptions): LintResult | Promise<LintResult>;
  explain(options: ExplainOptions): Explanation | Promise<Explanation>;
  /** What would be looked at, and what was made of it. */
  resolve(options: TargetOptions): Promise<Resolution>;
}

export interface TargetOptions {
  /** Absolute; every other path is relative to it, normalised, with `/`. */
  readonly cwd: string;
  readonly disk: OpenDisk;
  /** Files and folders to look at. */
  readonly paths: readonly string[];
  /** Archives of images to look into as well. */
  readonly images?: readonly string[];
  /** Archives that stand for base images. */
  readonly baseImages?: readonly { readonly from: string; readonly file: string }[];
  /** What is known of the layers of archives. */
  readonly layers?: LayerCache;
  /** What a file that is named, and standard input, is taken for; null to tell by its name and content. */
  readonly kind: TargetFileKind | null;
  /** The build context, where it is not to be found by itself. */
  readonly context: string | null;
  /** The stage to judge; the last one for null. */
  readonly target: string | null;
  /** Texts that take the place of what stands on disk: standard input, and fixes not yet written. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface LintOptions extends TargetOptions {
  /** Is told before each Dockerfile how many are judged, and of how many. */
  readonly progress?: (judged: number, all: number) => void;
  /** What rules report their findings as, by id. */
  readonly levels: Levels;
}

export interface ExplainOptions extends TargetOptions {
  /** Judge as if the start script ran under this shell. */
  readonly shell: ShellName | null;
  /** Judge as if the last FROM named this image. */
  readonly base: string | null;
}
