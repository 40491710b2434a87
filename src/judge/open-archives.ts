import { type ArchivedImage, type ArchiveRead, readArchive } from "../archive/archived-image.ts";
import { describeImage } from "../archive/described-image.ts";
import { type LayerCache, rememberLayers } from "../archive/layer-cache.ts";
import type { FileTree } from "../context/file-tree.ts";
import type { Problem } from "../span.ts";
import type { OwnImage } from "../start/own-image.ts";
import type { Archives, BaseArchive, ImageOfArchive } from "./archives.ts";

/** Opens archives of images, each once; of the layers that they share, each once. */
export async function openArchives(
  tree: FileTree,
  files: readonly string[],
  bases: readonly BaseArchive[],
  layers: LayerCache = rememberLayers(),
): Promise<Archives> {
  const problems: Problem[] = [];
  const opened = new Map<string, readonly ImageOfArchive[]>();
  for (const file of new Set([...files, ...bases.map((base) => base.file)])) {
    const read = await readArchive(file, tree, layers);
    opened.set(file, read.ok ? namedImages(file, read.images) : []);
    problems.push(...clausesOf(read).map((message) => ({ file, span: null, message })));
  }
  const imagesIn = (file: string): readonly ImageOfArchive[] => opened.get(file) ?? [];
  const own = bases.flatMap(({ from, file }): readonly OwnImage[] => {
    const image = baseIn(imagesIn(file), from);
    return image === null
      ? []
      : [{ pattern: from, sh: null, bash: null, config: null, archived: image.described }];
  });
  return {
    images: [...new Set(files)].flatMap(imagesIn),
    over: (settingsOf) => (file) => {
      const settings = settingsOf(file);
      return own.length === 0 ? settings : { ...settings, images: [...own, ...settings.images] };
    },
    async readWanted() {
      let hasRead = false;
      for (const { file, described } of [...opened.values()].flat()) {
        if (!described.image.isWaiting) continue;
        hasRead = true;
        const message = await described.image.readWanted();
        if (message !== null) problems.push({ file, span: null, message });
      }
      return hasRead;
    },
    problems: () => problems,
  };
}

function clausesOf(read: ArchiveRead): readonly string[] {
  return read.ok ? read.problems : [read.problem];
}

function namedImages(file: string, images: readonly ArchivedImage[]): readonly ImageOfArchive[] {
  return images.map((image, index) => {
    if (images.length === 1) return { file, name: image.name, described: describeImage(image, file) };
    const same = images.slice(0, index).some((other) => other.name === image.name);
    const name = image.name === null || same ? `image ${index + 1}` : image.name;
    return { file, name, described: describeImage(image, `${file}!${name}`) };
  });
}

/** The image of an archive that a FROM means: the one of that name, else the first. */
function baseIn(images: readonly ImageOfArchive[], from: string): ImageOfArchive | null {
  return images.find(({ name }) => name === from) ?? images[0] ?? null;
}
