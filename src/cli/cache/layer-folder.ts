import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import * as v from "valibot";
import type { KnownLayer, LayerCache } from "../../archive/layer-cache.ts";
import { openCacheFolder } from "./cache-folder.ts";

/** Bytes of one file and of all; a layer of 30,000 files takes 0.4 MiB. */
const MOST_LAYER_BYTES = 8 * 1024 * 1024;
const MOST_BYTES = 64 * 1024 * 1024;
/** What a file of the most bytes may unpack to. */
const MOST_UNPACKED = 128 * 1024 * 1024;

/** Another form of these files needs another number. */
const FORM = 1;

/** Layers in the folder `folder`, a file for each; what is damaged there, or of another form, is read out of its archive. */
export function openLayerFolder(folder: string, cwd: string): LayerCache {
  const files = openCacheFolder(folder, cwd, { file: MOST_LAYER_BYTES, all: MOST_BYTES });
  return {
    read(digest) {
      const bytes = files.read(nameOf(digest));
      return bytes === null ? null : readLayer(bytes, digest);
    },
    keep: (digest, layer) => files.keep(nameOf(digest), layerFile(digest, layer)),
  };
}

function nameOf(digest: string): string {
  return `${digest.replace(":", "-")}.gz`;
}

const order = v.pipe(v.number(), v.integer());
const path = v.string();
const entrySchema = v.variant("kind", [
  v.object({
    kind: v.literal("file"),
    path,
    executable: v.boolean(),
    size: v.number(),
    content: v.picklist(["text", "binary", "too-large"]),
    order,
  }),
  v.object({ kind: v.picklist(["directory", "other", "whiteout", "opaque"]), path }),
  v.object({ kind: v.picklist(["link", "hard-link"]), path, target: v.string() }),
]);
const layerSchema = v.object({
  form: v.literal(FORM),
  digest: v.string(),
  entries: v.array(entrySchema),
  texts: v.array(v.tuple([order, v.string()])),
});

/** Null for what is no such layer. */
function readLayer(bytes: Buffer, digest: string): KnownLayer | null {
  try {
    const text = gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED }).toString("utf8");
    const sum = text.slice(0, SUM_LENGTH);
    const json = text.slice(SUM_LENGTH);
    if (sum !== sumOf(json)) return null;
    const read = v.safeParse(layerSchema, JSON.parse(json));
    if (!read.success || read.output.digest !== digest) return null;
    return { entries: read.output.entries, texts: new Map(read.output.texts) };
  } catch {
    return null;
  }
}

const SUM_LENGTH = 64;

function sumOf(json: string): string {
  return createHash("sha256").update(json).digest("hex");
}

function layerFile(digest: string, { entries, texts }: KnownLayer): Uint8Array {
  const json = JSON.stringify({ form: FORM, digest, entries, texts: [...texts] });
  return gzipSync(`${sumOf(json)}${json}`);
}
