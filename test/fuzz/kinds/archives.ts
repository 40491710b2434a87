import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import type { LintOptions } from "../../../src/library-options.ts";
import {
  DEBIAN,
  type LayerFile,
  type LayerFiles,
  layerTar,
  layoutFiles,
  savedFiles,
} from "../../support/image-archive.ts";
import { zstdOf } from "../../support/zstd.ts";
import { type Context, type FuzzKind, textIn } from "../fuzz-kind.ts";
import { mutatedTexts } from "../mutate.ts";
import { seedsWith } from "../seeds.ts";

/** How an archive is made of the texts beside it. */
interface Recipe {
  readonly form: "saved" | "layout";
  readonly pack: keyof typeof packings;
  readonly packAll: keyof typeof packings;
  /** What the start script is called in the second layer, and what stands beside it. */
  readonly script: string;
  readonly beside: readonly (readonly [string, LayerFile])[];
  /** Put in place of a document of the archive: the place among them, and the text. */
  readonly document: readonly [number, string] | null;
  /** Bytes of a layer, and of the whole archive, that are another one then. */
  readonly layerBytes: readonly (readonly [number, number])[];
  readonly bytes: readonly (readonly [number, number])[];
  /** How much of it there is, in thousandths. */
  readonly kept: number;
  readonly isBase: boolean;
}

const packings = {
  none: (bytes: Uint8Array) => bytes,
  gzip: (bytes: Uint8Array) => gzipSync(bytes),
  zstd: zstdOf,
};

const scripts = seedsWith((path) => /\.sh$/.test(path)).map(([context, path]) => textIn(context, path));
const configs = [
  { Entrypoint: ["/start.sh"], Cmd: ["my_server"], Env: ["PATH=/usr/bin:/bin"], WorkingDir: "/app" },
  { Cmd: ["/bin/sh", "-c", "/start.sh"], StopSignal: "SIGQUIT", User: "nobody", Labels: { a: "b" } },
  { Entrypoint: null, Cmd: ["sh", "/start.sh"], Env: null, Shell: ["/bin/bash", "-c"], ArgsEscaped: true },
].map((config) => JSON.stringify(config));
const documents = [
  '[{"Config":"a.json","RepoTags":["a:1"],"Layers":["a/layer.tar"]}]',
  '{"schemaVersion":2,"manifests":[{"digest":"sha256:00","platform":{"os":"linux","architecture":"arm64"}}]}',
  '{"config":{"digest":"sha256:00"},"layers":[{"digest":"sha256:00","mediaType":"x"}]}',
  '{"os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]},"history":[{"created_by":"x"}]}',
];
const tokens = [
  ...[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    "\\u0000",
    "\\ud800",
    "null",
    "1e999",
    "-1",
    "true",
    "sha256:",
    "\n",
  ],
  ...[
    "..",
    "/",
    "../../etc/passwd",
    "/start.sh",
    "sh",
    "-c",
    "exec ",
    "&& ",
    "SIGTERM",
    "windows",
    "x".repeat(300),
  ],
  ...['"Entrypoint": [', '"Cmd": "', '"config": {', '"Layers": [', '"history": [', '"__proto__": {'],
];

const name = mutatedTexts(
  ["start.sh", "app/lib.sh", ".wh.start.sh", ".wh..wh..opq", "bin/.wh.sh", "./x", "etc/profile"],
  ["/", "..", ".wh.", "start.sh", "\0", "./", " ", "x".repeat(120)],
);
const entry: fc.Arbitrary<LayerFile> = fc.oneof(
  fc.record({ text: fc.constantFrom("", "exec app\n", "#!/bin/sh\napp\n"), mode: fc.nat(0o7777) }),
  fc.record({ link: name }),
  fc.record({ hardLink: name }),
  fc.record({ type: fc.constantFrom("fifo" as const, "character-device" as const) }),
);
const changes = fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(255)), { maxLength: 3 });
const packing = fc.constantFrom(...(Object.keys(packings) as (keyof typeof packings)[]));

const recipe: fc.Arbitrary<Recipe> = fc.record({
  form: fc.constantFrom("saved" as const, "layout" as const),
  pack: packing,
  packAll: packing,
  script: fc.oneof({ weight: 4, arbitrary: fc.constant("start.sh") }, { weight: 1, arbitrary: name }),
  beside: fc.array(fc.tuple(name, entry), { maxLength: 3 }),
  document: seldom(fc.tuple(fc.nat(10), mutatedTexts(documents, tokens))),
  layerBytes: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: changes }),
  bytes: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: changes }),
  kept: fc.oneof({ weight: 6, arbitrary: fc.constant(1000) }, { weight: 1, arbitrary: fc.nat(1000) }),
  isBase: fc.boolean(),
});

function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

/** Archives of images, as they are judged themselves and as base images; the texts they are made of are the context. */
export const kind: FuzzKind = {
  contexts: fc
    .tuple(recipe, mutatedTexts(scripts, tokens), mutatedTexts(configs, tokens))
    .map(([made, script, config]) => ({
      Dockerfile: "FROM corp/base\nWORKDIR /srv\n",
      "recipe.json": JSON.stringify(made),
      "start.sh": script,
      "config.json": config,
    })),
  layOut,
};

async function layOut(context: Context, folder: string): Promise<LintOptions> {
  const made = JSON.parse(textIn(context, "recipe.json")) as Recipe;
  await mkdir(join(folder, ".git"));
  await write(join(folder, "Dockerfile"), textIn(context, "Dockerfile"));
  await write(join(folder, "image.tar"), await archiveOf(made, context));
  return made.isBase
    ? { cwd: folder, baseImages: [{ from: "corp/*", file: "image.tar" }] }
    : { cwd: folder, images: ["image.tar"] };
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function archiveOf(made: Recipe, context: Context): Promise<Uint8Array> {
  const pack = packings[made.pack];
  const layers: readonly LayerFiles[] = [
    DEBIAN,
    { [made.script]: textIn(context, "start.sh"), ...Object.fromEntries(made.beside) },
  ];
  const tars = await Promise.all(layers.map(layerTar));
  const changed = tars.map((tar) => withBytes(tar, made.layerBytes));
  const config = parsed(textIn(context, "config.json"));
  const parts = { layers: changed, config };
  const files = made.form === "saved" ? await savedFiles([parts]) : await layoutFiles([parts], pack);
  const [place, text] = made.document ?? [0, ""];
  const texts = Object.keys(files).filter((each) => typeof files[each] === "string");
  const replaced = texts[place % texts.length];
  if (made.document !== null && replaced !== undefined) files[replaced] = text;
  const all = packings[made.packAll](withBytes(await layerTar(files), made.bytes));
  return all.subarray(0, Math.ceil((all.length * made.kept) / 1000));
}

/** What stands in the configuration where the text is not one any more. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return { Entrypoint: ["/start.sh"], Labels: { text } };
  }
}

function withBytes(bytes: Uint8Array, made: Recipe["bytes"]): Uint8Array {
  const changed = Buffer.from(bytes);
  for (const [at, byte] of made) changed[at % changed.length] = byte;
  return changed;
}
