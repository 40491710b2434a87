import type { LayerEntry } from "./layer.ts";

/** What was read of a layer, its digest checked. */
export interface KnownLayer {
  readonly entries: readonly LayerEntry[];
  /** The texts of files that somebody has asked for, by their `order`. */
  readonly texts: ReadonlyMap<number, string>;
}

/**
 * Layers by their digests: of the blob as it stands in an archive, or of what it unpacks to. One digest is one layer,
 * whatever archive it is in and wherever that lies; an archive that has changed has others.
 */
export interface LayerCache {
  read(digest: string): KnownLayer | null;
  keep(digest: string, layer: KnownLayer): void;
}

/** Keeps layers in memory; what it does not have itself it looks for in `below`, which is told of all that is new. */
export function rememberLayers(below: LayerCache | null = null): LayerCache {
  const layers = new Map<string, KnownLayer>();
  return {
    read(digest) {
      const known = layers.get(digest) ?? below?.read(digest) ?? null;
      if (known !== null) layers.set(digest, known);
      return known;
    },
    keep(digest, layer) {
      layers.set(digest, layer);
      below?.keep(digest, layer);
    },
  };
}
