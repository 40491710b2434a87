import { type CacheFolder, cachePath, openCacheFolder } from "../cache/cache-folder.ts";
import type { Io } from "../io.ts";
import { fromTwice, twice } from "../kept-twice.ts";
import type { Heard, Said } from "./listen.ts";
import { isAsSeen, LOOKS, type Look, type OpenedDisk } from "./look.ts";

/** Bytes of one run and of all. */
const LIMITS = { file: 32 * 1024 * 1024, all: 64 * 1024 * 1024 };

/** A run that did nothing but look and tell. */
interface RunRecord extends Heard {
  /** What ran, where, with which words. */
  readonly key: string;
  readonly code: number;
}

/** The runs of one command in one folder. */
export interface RememberedRuns {
  /** Says what the same command said when all that it looked at was as it is now; gives its exit code, else null. */
  readonly sayAgain: (io: Io) => number | null;
  readonly keep: (heard: Heard, code: number) => void;
}

/**
 * What earlier runs of siglint have said: it looks at nothing but what goes through its `Io`, and says the same where that is
 * the same. `program` tells one state of siglint from another.
 */
export function rememberedRuns(program: string, argv: readonly string[], { cwd, env }: Io): RememberedRuns {
  const key = JSON.stringify([program, cwd, argv]);
  const name = `${shortHash(key)}.json`;
  const path = cachePath(env, "runs");
  // Values of options may be among them: what is no path is nowhere.
  const named = argv.filter((word) => word !== "" && !word.startsWith("-"));
  const folder: CacheFolder | null = path === null ? null : openCacheFolder(path, cwd, LIMITS, named);
  return {
    sayAgain(io) {
      const bytes = folder?.read(name) ?? null;
      const record = bytes === null ? null : readRecord(bytes);
      if (record?.key !== key || !isAsSeen(record.disks, record.looks, io)) return null;
      for (const [to, text] of record.said) io[to](text);
      return record.code;
    },
    keep(heard, code) {
      const record: RunRecord = { key, code, ...heard };
      folder?.keep(name, twice(Buffer.from(JSON.stringify(record))));
    },
  };
}

/** FNV-1a, 32 bits, as hexadecimal digits (RFC 9923): for names of files; whether it is the same key is looked at inside. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

/** Null for what is damaged, or of another form. */
function readRecord(bytes: Buffer): RunRecord | null {
  const json = fromTwice(bytes);
  if (json === null) return null;
  try {
    const read: unknown = JSON.parse(json.toString("utf8"));
    return isRecord(read) ? read : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is RunRecord {
  if (typeof value !== "object" || value === null) return false;
  if (!("key" in value && "code" in value && "disks" in value && "looks" in value && "said" in value))
    return false;
  const { key, code, disks, looks, said } = value;
  if (typeof key !== "string" || typeof code !== "number") return false;
  return isListOf(disks, isDisk) && isListOf(looks, isLook) && isListOf(said, isSaid);
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isDisk(value: unknown): value is OpenedDisk {
  return Array.isArray(value) && value.length === 2 && isText(value[0]) && isListOf(value[1], isText);
}

function isLook(value: unknown): value is Look {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [kind, disk, name, seen] = value;
  return LOOKS.includes(kind) && Number.isInteger(disk) && isText(name) && isText(seen);
}

function isSaid(value: unknown): value is Said {
  return Array.isArray(value) && value.length === 2 && ["out", "err"].includes(value[0]) && isText(value[1]);
}
