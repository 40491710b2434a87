import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import fc from "fast-check";
import { checkContext } from "./check-context.ts";
import type { Context, FuzzKind } from "./fuzz-kind.ts";

/*
 * The worker of `npm run fuzz`: tells before each input what it is about to do, so that one that never comes to an end is
 * known too. What does not hold is made smaller and written into a folder, ready to become a fixture.
 */

interface Order {
  /** All for none. */
  readonly kinds: readonly string[];
  /** The kind and the batch to begin with, where an earlier worker got stuck. */
  readonly from: { readonly kind: string; readonly made: number } | null;
  readonly inputs: number;
  readonly seed: number;
  /** Of work, for each question. */
  readonly seconds: number;
  /** Where contexts go that do not pass. */
  readonly folder: string;
}

/** Inputs from one seed: a failure ends them. */
const BATCH = 200;

const order: Order = workerData;
const known = readdirSync(join(import.meta.dirname, "kinds")).map((name) => name.replace(/\.ts$/, ""));
const kinds = order.kinds.length === 0 ? known.sort() : order.kinds;
for (const name of kinds.slice(Math.max(kinds.indexOf(order.from?.kind ?? ""), 0))) {
  const { kind } = (await import(`./kinds/${name}.ts`)) as { readonly kind: FuzzKind };
  await run(name, kind, order.from?.kind === name ? order.from.made : 0);
}
parentPort?.postMessage({ done: true });

async function run(name: string, kind: FuzzKind, first: number): Promise<void> {
  for (let made = first; made < order.inputs; made += BATCH) {
    const seed = order.seed + made;
    let count = 0;
    const property = fc.asyncProperty(kind.contexts, async (context) => {
      count += 1;
      parentPort?.postMessage({ kind: name, context, next: made + BATCH });
      await checkContext(context, kind, order.seconds);
    });
    const numRuns = Math.min(BATCH, order.inputs - made);
    const { failed, counterexample, errorInstance } = await fc.check(property, {
      seed,
      numRuns,
      // Making it smaller may meet slow ones again and again.
      interruptAfterTimeLimit: 120_000,
    });
    parentPort?.postMessage({ kind: name, tried: count });
    if (!failed || counterexample === null) continue;
    const why =
      errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
    const folder = join(order.folder, `${name}-${seed}`);
    keep(folder, counterexample[0]);
    parentPort?.postMessage({ kind: name, failed: why, folder });
  }
}

function keep(folder: string, context: Context): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "context.json"), `${JSON.stringify(context, null, 1)}\n`);
  for (const [path, file] of Object.entries(context)) {
    if (typeof file !== "string" || !/^[\w./-]+$/.test(path) || path.includes("..")) continue;
    mkdirSync(dirname(join(folder, "files", path)), { recursive: true });
    writeFileSync(join(folder, "files", path), file);
  }
}
