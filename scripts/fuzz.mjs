// `npm run fuzz -- --inputs 1000 --kind scripts --seed 1`: makes up inputs of each kind below test/fuzz/kinds and looks for
// one that siglint cannot bear. Bundles with esbuild, since Node 20 runs no TypeScript; a thread does the work, so that one
// that hangs is found as well.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";

/** Seconds of work for one input with all that is asked of it; what takes more hangs, or as good as that. */
const PATIENCE = 30;

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "1000" },
    seconds: { type: "string", default: "1" },
    kind: { type: "string", multiple: true, default: [] },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});

const kinds = readdirSync(join(root, "test/fuzz/kinds")).map((name) => name.replace(/\.ts$/, ""));
const unknown = values.kind.find((kind) => !kinds.includes(kind));
if (unknown !== undefined) {
  console.error(`There is no kind ${unknown}; choose from ${kinds.join(", ")}`);
  process.exit(2);
}

mkdirSync(join(root, "node_modules/.cache/siglint"), { recursive: true });
const bundle = mkdtempSync(join(root, "node_modules/.cache/siglint/fuzz-"));
process.once("exit", () => rmSync(bundle, { recursive: true, force: true }));
await build({
  entryPoints: { fuzz: join(root, "test/fuzz/fuzz.ts") },
  outdir: bundle,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  define: { "import.meta.dirname": JSON.stringify(join(root, "test/fuzz")) },
});

const folder = join(root, "node_modules/.cache/siglint/found");
const seed = Number(values.seed);
console.log(`seed ${seed}`);

const tried = {};
let failures = 0;
let last = null;
let watch = null;
start(null);
// Whoever has seen enough is told how far it got.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, finish);

/** Begins with a kind and a batch; at the beginning for null. */
function start(from) {
  const worker = new Worker(join(bundle, "fuzz.mjs"), {
    workerData: {
      kinds: values.kind,
      from,
      inputs: Number(values.inputs),
      seconds: Number(values.seconds),
      seed,
      folder,
    },
  });
  worker.on("message", (message) => {
    clearTimeout(watch);
    watchOver(worker, process.cpuUsage());
    if (message.context) last = message;
    if (message.tried) tried[message.kind] = (tried[message.kind] ?? 0) + message.tried;
    if (message.failed) {
      failures += 1;
      console.log(`${message.kind}: ${message.failed}\n  kept in ${message.folder}`);
    }
    if (message.done) finish();
  });
  worker.on("error", (error) => {
    console.log(`${last?.kind}: ${error.stack}\n${JSON.stringify(last?.context)}`);
    failures += 1;
    finish();
  });
}

/** Other processes make the clock run on: what counts is the work done. */
function watchOver(worker, since) {
  watch = setTimeout(() => {
    const { user, system } = process.cpuUsage(since);
    if ((user + system) / 1e6 > PATIENCE) giveUp(worker);
    else watchOver(worker, since);
  }, PATIENCE * 1000);
}

/** Leaves an input alone that does not come to an end, with what is left of its batch. */
async function giveUp(worker) {
  await worker.terminate();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${last.kind}-${seed}-${failures}-hangs.json`);
  writeFileSync(file, `${JSON.stringify(last.context, null, 1)}\n`);
  console.log(`${last.kind}: no end after ${PATIENCE} s of work\n  kept in ${file}`);
  failures += 1;
  start({ kind: last.kind, made: last.next });
}

function finish() {
  clearTimeout(watch);
  for (const [kind, count] of Object.entries(tried)) console.log(`${kind}: ${count} inputs`);
  console.log(failures === 0 ? "Nothing found." : `${failures} found.`);
  process.exit(failures === 0 ? 0 : 1);
}
