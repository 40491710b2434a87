import * as v from "valibot";
import { ArchiveFault } from "./archive-fault.ts";
import { blobName, digestInName } from "./digest.ts";
import type { Documents } from "./documents.ts";
import { type ImageConfig, readImageConfig } from "./image-config.ts";
import { MOST_IMAGES, MOST_LAYERS, MOST_NESTED_INDEXES } from "./limits.ts";

/** An image as an archive describes it. */
export interface ImageManifest {
  /** Its tag, else how else the archive calls it; null where it has no name. */
  readonly name: string | null;
  readonly config: ImageConfig;
  /** The oldest first. */
  readonly layers: readonly LayerBlob[];
  /** The platforms that the archive has it for, `linux/amd64`, this one first; empty where there is one only. */
  readonly platforms: readonly string[];
}

export interface LayerBlob {
  /** The entry of the archive. */
  readonly blob: string;
  /** Of the blob as it stands there, or of what it unpacks to; null where the archive tells neither. */
  readonly digest: { readonly of: "blob" | "content"; readonly value: string } | null;
}

/**
 * The images of an archive: of `manifest.json`, which `docker save` and `podman save` write
 * (https://github.com/moby/docker-image-spec), else of the `index.json` of an OCI layout
 * (https://github.com/opencontainers/image-spec/blob/main/image-layout.md).
 */
export function readManifests(documents: Documents): readonly ImageManifest[] {
  const saved = documents.read("manifest.json", null);
  const index = saved === null ? documents.read("index.json", null) : null;
  const images =
    saved !== null ? readSaved(saved, documents) : index !== null ? readIndex(index, documents) : [];
  if (images.length === 0) throw new ArchiveFault(noImage(saved ?? index));
  if (images.length > MOST_IMAGES) {
    throw new ArchiveFault(`holds ${images.length} images, and siglint reads at most ${MOST_IMAGES}`);
  }
  return images;
}

function noImage(found: unknown): string {
  if (found !== null) return "holds no image that siglint can read";
  return "is no image archive: it has neither manifest.json nor index.json. `docker save IMAGE` writes one; `docker export` leaves out what is started";
}

const savedSchema = v.array(
  v.object({
    Config: v.string(),
    RepoTags: v.nullish(v.array(v.string())),
    Layers: v.nullish(v.array(v.string())),
  }),
);

function readSaved(saved: unknown, documents: Documents): readonly ImageManifest[] {
  const images = v.safeParse(savedSchema, saved);
  if (!images.success) throw new ArchiveFault("has a manifest.json that is not one of docker save");
  return images.output.map(({ Config, RepoTags, Layers }) => {
    const config = configAt(Config, digestInName(Config), documents);
    const names = Layers ?? [];
    const contents = config.contents.length === names.length ? config.contents : [];
    const layers = names.map((name, index): LayerBlob => {
      const content = contents[index];
      const digest = content === undefined ? null : ({ of: "content", value: content } as const);
      return { blob: layerAt(name, documents), digest };
    });
    return { name: RepoTags?.[0] ?? null, config, layers: atMost(layers), platforms: [] };
  });
}

const platformSchema = v.object({
  os: v.optional(v.string(), ""),
  architecture: v.optional(v.string(), ""),
  variant: v.optional(v.string()),
});
const descriptorSchema = v.object({
  digest: v.string(),
  mediaType: v.optional(v.string(), ""),
  platform: v.nullish(platformSchema),
  annotations: v.nullish(v.record(v.string(), v.string())),
});
const indexSchema = v.object({ manifests: v.array(descriptorSchema) });
const manifestSchema = v.object({ config: descriptorSchema, layers: v.array(descriptorSchema) });

type Descriptor = v.InferOutput<typeof descriptorSchema>;

function readIndex(index: unknown, documents: Documents): readonly ImageManifest[] {
  const read = v.safeParse(indexSchema, index);
  if (!read.success) throw new ArchiveFault("has an index.json that lists no manifests");
  if (read.output.manifests.length > MOST_IMAGES) {
    throw new ArchiveFault(`lists more than ${MOST_IMAGES} manifests, which is more than siglint reads`);
  }
  // Without a name, the manifests of the top index are the platforms of one image.
  const isUnnamed = read.output.manifests.every((each) => nameOf(each) === null);
  const groups = isUnnamed ? [read.output.manifests] : read.output.manifests.map((each) => [each]);
  return groups.flatMap((group) => {
    const name = group[0] === undefined ? null : nameOf(group[0]);
    const choices = group.flatMap((each) => manifestsOf(each, documents, 0));
    return chooseImage(choices, name, documents);
  });
}

function nameOf({ annotations }: Descriptor): string | null {
  return (
    annotations?.["io.containerd.image.name"] ?? annotations?.["org.opencontainers.image.ref.name"] ?? null
  );
}

interface Choice {
  readonly platform: string | null;
  readonly manifest: v.InferOutput<typeof manifestSchema>;
}

/** The manifests of images behind a descriptor, which may be that of an index. Those the archive leaves out are left out. */
function manifestsOf(descriptor: Descriptor, documents: Documents, depth: number): readonly Choice[] {
  const { digest, annotations, platform } = descriptor;
  // What says how an image was built stands beside it, for no platform.
  if (annotations?.["vnd.docker.reference.type"] !== undefined || platform?.os === "unknown") return [];
  const document = documents.read(blobName(digest), digest);
  if (document === null) return [];
  const index = v.safeParse(indexSchema, document);
  if (index.success) {
    if (depth >= MOST_NESTED_INDEXES) throw new ArchiveFault("has indexes within indexes without end");
    return index.output.manifests
      .slice(0, MOST_IMAGES)
      .flatMap((each) => manifestsOf(each, documents, depth + 1));
  }
  const manifest = v.safeParse(manifestSchema, document);
  if (!manifest.success) throw new ArchiveFault(`${blobName(digest)} is not the manifest of an image`);
  return [{ platform: platform ? platformName(platform) : null, manifest: manifest.output }];
}

function platformName({ os, architecture, variant }: v.InferOutput<typeof platformSchema>): string {
  return [os, architecture, ...(variant === undefined ? [] : [variant])].join("/");
}

/** The same on every machine: the image for linux/amd64, else the first that is there with all its layers. */
function chooseImage(
  choices: readonly Choice[],
  name: string | null,
  documents: Documents,
): readonly ImageManifest[] {
  const [first] = choices;
  const whole = choices.filter(({ manifest }) =>
    [manifest.config, ...manifest.layers].every(({ digest }) => documents.locate(blobName(digest)) !== null),
  );
  const chosen = whole.find(({ platform }) => platform === "linux/amd64") ?? whole[0] ?? first;
  if (chosen === undefined) return [];
  const { config, layers } = chosen.manifest;
  if (!/^$|config|image/.test(config.mediaType) || /helm|wasm|empty/.test(config.mediaType)) return [];
  const platforms = whole.length < 2 ? [] : whole.flatMap(({ platform }) => platform ?? []);
  return [
    {
      name,
      config: configAt(blobName(config.digest), config.digest, documents),
      layers: atMost(layers).map(({ digest, mediaType }) => {
        if (mediaType.endsWith("+encrypted")) throw new ArchiveFault("holds an encrypted image");
        return { blob: layerAt(blobName(digest), documents), digest: { of: "blob", value: digest } };
      }),
      platforms: platforms.length < 2 ? [] : chosenFirst(platforms, chosen.platform),
    },
  ];
}

function chosenFirst(platforms: readonly string[], chosen: string | null): readonly string[] {
  const others = platforms.filter((platform) => platform !== chosen);
  return chosen === null ? others : [chosen, ...others];
}

function configAt(name: string, digest: string | null, documents: Documents): ImageConfig {
  const config = documents.read(name, digest);
  if (config === null) throw new ArchiveFault(`lacks ${name}, the configuration of its image`);
  return readImageConfig(config, name);
}

function layerAt(name: string, documents: Documents): string {
  const blob = documents.locate(name);
  if (blob === null) throw new ArchiveFault(`lacks ${name}, a layer of its image: write it again`);
  return blob;
}

function atMost<T>(layers: readonly T[]): readonly T[] {
  if (layers.length <= MOST_LAYERS) return layers;
  throw new ArchiveFault(`has an image of ${layers.length} layers, and siglint reads at most ${MOST_LAYERS}`);
}
