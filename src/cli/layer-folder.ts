import { createHash, randomBytes } from "node:crypto";
import {
  type Dirent,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import * as v from "valibot";
import type { KnownLayer, LayerCache } from "../archive/layer-cache.ts";
import { WINDOWS } from "../context/windows.ts";

/** Bytes of one file and of all; a layer of 30,000 files takes 0.4 MiB. */
const MOST_LAYER_BYTES = 8 * 1024 * 1024;
const MOST_BYTES = 64 * 1024 * 1024;
/** What a file of the most bytes may unpack to. */
const MOST_UNPACKED = 128 * 1024 * 1024;

/** Another form of these files needs another number. */
const FORM = 1;

/** The folder for what can be had again, after the XDG Base Directory Specification; null where there is none. */
export function cacheFolder({ XDG_CACHE_HOME, HOME, LOCALAPPDATA }: Environment): string | null {
  const home = HOME === undefined || HOME === "" ? LOCALAPPDATA : join(HOME, ".cache");
  const folder = XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : home;
  return folder === undefined || !isAbsolute(folder) ? null : join(folder, "siglint", "layers");
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Layers in a folder, a file for each. Nothing there is believed that is damaged, of another form, or in a folder that
 * others may write to; whatever fails, fails silently: the layer is read out of its archive then.
 */
export function openLayerFolder(folder: string): LayerCache {
  return {
    read: (digest) => attempt(() => (isOwn(folder) ? readLayer(fileOf(folder, digest), digest) : null)),
    keep(digest, layer) {
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (isOwn(folder)) writeLayer(folder, digest, layer);
        return null;
      });
    },
  };
}

function attempt<T>(work: () => T | null): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function isOwn(folder: string): boolean {
  const stats = lstatSync(folder);
  if (WINDOWS) return stats.isDirectory();
  return stats.isDirectory() && stats.uid === userInfo().uid && (stats.mode & 0o022) === 0;
}

function fileOf(folder: string, digest: string): string {
  return join(folder, `${digest.replace(":", "-")}.gz`);
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

function readLayer(file: string, digest: string): KnownLayer | null {
  const stats = lstatSync(file);
  if (!stats.isFile() || stats.size > MOST_LAYER_BYTES) return null;
  const text = gunzipSync(readFileSync(file), { maxOutputLength: MOST_UNPACKED }).toString("utf8");
  const sum = text.slice(0, SUM_LENGTH);
  const json = text.slice(SUM_LENGTH);
  if (sum !== sumOf(json)) return null;
  const read = v.safeParse(layerSchema, JSON.parse(json));
  if (!read.success || read.output.digest !== digest) return null;
  // What is used stays: the oldest goes first.
  const now = new Date();
  attempt(() => utimesSync(file, now, now) ?? null);
  return { entries: read.output.entries, texts: new Map(read.output.texts) };
}

const SUM_LENGTH = 64;

function sumOf(json: string): string {
  return createHash("sha256").update(json).digest("hex");
}

function writeLayer(folder: string, digest: string, { entries, texts }: KnownLayer): void {
  const json = JSON.stringify({ form: FORM, digest, entries, texts: [...texts] });
  const bytes = gzipSync(`${sumOf(json)}${json}`);
  if (bytes.length > MOST_LAYER_BYTES) return;
  makeRoom(folder, bytes.length);
  const temporary = join(folder, `.${randomBytes(8).toString("hex")}`);
  try {
    writeFileSync(temporary, bytes, { flag: "wx", mode: 0o600 });
    renameSync(temporary, fileOf(folder, digest));
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Takes away what was not used for longest, until there is room. */
function makeRoom(folder: string, wanted: number): void {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile())
    .map(({ name }) => ({ file: join(folder, name), stats: lstatSync(join(folder, name)) }))
    .sort((one, other) => one.stats.mtimeMs - other.stats.mtimeMs);
  let size = files.reduce((sum, { stats }) => sum + stats.size, wanted);
  for (const { file, stats } of files) {
    if (size <= MOST_BYTES) break;
    rmSync(file, { force: true });
    size -= stats.size;
  }
}
