import { rules } from "../../rules/index.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";
import { overlayTree } from "../../src/context/overlay-tree.ts";
import type { LintResult } from "../../src/diagnostic.ts";
import { fixAll } from "../../src/fix/fix-all.ts";
import { lintAll } from "../../src/run.ts";
import { buildContextOf, runWith } from "./build-context.ts";
import type { LabRun } from "./container.ts";

/** A run as siglint sees it, and as it is once the fixes are made. */
export interface Mend {
  readonly found: LintResult;
  /** Null where siglint has no fix of that kind. */
  readonly mended: LabRun | null;
}

/** What a user would say of this container: its services are programs that nobody else knows. */
const configuration = { ".siglint.yaml": "services: [app, app2, app3]\ngracePeriod: 2.6\n" };

/** Lints what a user would have to get this run, with all rules, and makes the safe fixes, or the unsafe ones as well. */
export async function mend(run: LabRun, unsafe: boolean): Promise<Mend> {
  const { files, base } = buildContextOf(run);
  const own = files.map(({ path, text, executable }) => [path, { text, executable }] as const);
  const tree = memoryTree({ ...configuration, ...Object.fromEntries(own) });
  const options = { tree, paths: ["Dockerfile"], context: null, stage: null, shell: null, base };
  const again = (texts: ReadonlyMap<string, string>) =>
    lintAll({ ...options, tree: overlayTree(tree, Object.fromEntries(texts)) }, rules);
  const { fixed, changes } = await fixAll(again, { unsafe });
  const texts = new Map(changes.flat().map(({ file, after }) => [file, after]));
  return { found: await again(new Map()), mended: fixed === 0 ? null : runWith(run, texts) };
}
