/*
 * What siglint reads of an archive, at most: an archive may come from anywhere, and its size says little of what it holds.
 */

const MIB = 1024 * 1024;

/** Bytes of one file of an image; the bound of files on disk. */
export const MOST_FILE_BYTES = 2 * MIB;
/** Bytes of all files that are read of one image. */
export const MOST_TEXT_BYTES = 32 * MIB;
/** Bytes of one manifest or configuration, and of all of them. */
export const MOST_DOCUMENT_BYTES = 4 * MIB;
export const MOST_DOCUMENTS_BYTES = 32 * MIB;
/** Files, folders and links of one image, over all its layers. */
export const MOST_ENTRIES = 1_000_000;
/** The same over all images of one archive: each has its own, though they share most of their layers. */
export const MOST_ENTRIES_OF_ALL = 2_000_000;
/** Steps from folder to folder while the images of one archive are put together; a large image takes a million. */
export const MOST_STEPS = 30_000_000;
/** PATH_MAX of Linux, limits.h(0p): no program can name a longer one. */
export const MOST_PATH_LENGTH = 4096;
/** Docker itself stops at 127. */
export const MOST_LAYERS = 500;
/** Images of one archive. */
export const MOST_IMAGES = 100;
/** An index of indexes is as deep as people go. */
export const MOST_NESTED_INDEXES = 4;
/** Bytes that a zstd frame may have one look back, as `zstd -d` allows without `--long`. */
export const MOST_ZSTD_WINDOW = 128 * MIB;

/**
 * Bytes that an archive of `size` bytes may come to when its layers are unpacked. Layers of programs and texts shrink to a
 * third or a tenth, not to a fiftieth.
 */
export function mostUnpackedBytes(size: number): number {
  return 256 * MIB + 50 * size;
}
