import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readArchive } from "../../src/archive/archived-image.ts";
import { rememberLayers } from "../../src/archive/layer-cache.ts";
import type { FileTree } from "../../src/context/file-tree.ts";
import { DEBIAN, type ImageParts, layerTar, layoutFiles, savedImage } from "../support/image-archive.ts";
import { textAt, treeWith } from "./opened.ts";

const script = "#!/bin/sh\nexec my_server\n";
const shop: ImageParts = { layers: [DEBIAN, { "app/start.sh": script }] };

/** Counts how often the archive is gone through. */
function counted(bytes: Uint8Array): { readonly tree: FileTree; readonly passes: () => number } {
  const tree = treeWith(bytes);
  let passes = 0;
  const bytesOf: FileTree["bytes"] = (path) => {
    const file = tree.bytes(path);
    if (file === null) return null;
    const pieces = (): AsyncIterable<Uint8Array> => {
      passes++;
      return file.pieces();
    };
    return { ...file, pieces };
  };
  return { tree: { ...tree, bytes: bytesOf }, passes: () => passes };
}

async function startOf(tree: FileTree, cache = rememberLayers()): Promise<string> {
  const read = await readArchive("image.tar", tree, cache);
  const [image] = read.ok ? read.images : [];
  return image === undefined ? "(no image)" : textAt(image, "/app/start.sh");
}

test("what is known of layers by their digests is not read again, whatever archive they are in", async () => {
  const cache = rememberLayers();
  const first = counted(await savedImage(shop));
  expect(await startOf(first.tree, cache)).toBe(script);
  // What describes the image, the layers, the script.
  expect(first.passes()).toBe(3);
  const again = counted(await savedImage({ ...shop, tag: "shop:2" }));
  expect(await startOf(again.tree, cache)).toBe(script);
  expect(again.passes()).toBe(1);
});

test("a layer that has changed is another one", async () => {
  const cache = rememberLayers();
  await startOf(treeWith(await savedImage(shop)), cache);
  const changed = { layers: [DEBIAN, { "app/start.sh": "#!/bin/sh\nmy_server\n" }] };
  expect(await startOf(treeWith(await savedImage(changed)), cache)).toBe("#!/bin/sh\nmy_server\n");
});

test("a layer that does not have its digest is not remembered", async () => {
  const kept: string[] = [];
  const cache = { read: () => null, keep: (digest: string) => void kept.push(digest) };
  const files = await layoutFiles([shop], gzipSync);
  await readArchive("image.tar", treeWith(await layerTar(files)), cache);
  expect(kept.length).toBe(2);
  const damaged = Object.fromEntries(
    Object.entries(files).map(([path, file]) =>
      file instanceof Uint8Array ? [path, gzipSync("another layer")] : [path, file],
    ),
  );
  kept.length = 0;
  await readArchive("image.tar", treeWith(await layerTar(damaged)), cache);
  expect(kept).toEqual([]);
});
