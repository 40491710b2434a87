import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { packTar, type TarEntry } from "modern-tar";

/** What a layer holds: texts and bytes of files, or an entry in full; folders where the name ends in `/`. */
export type LayerFiles = Readonly<Record<string, string | Uint8Array | LayerFile>>;

export interface LayerFile {
  readonly text?: string | Uint8Array;
  readonly mode?: number;
  readonly link?: string;
  readonly hardLink?: string;
  /** Any other kind of tar entry. */
  readonly type?: "fifo" | "character-device";
}

export interface ImageParts {
  readonly layers: readonly (LayerFiles | Uint8Array)[];
  /** The `config` of the image's configuration: Entrypoint, Cmd, … */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly tag?: string | null;
  readonly history?: readonly string[];
  readonly os?: string;
}

type Pack = (tar: Uint8Array) => Uint8Array;

/** A layer as a tar file. Scripts with a `#!` may be executed, where no mode says something else. */
export async function layerTar(files: LayerFiles): Promise<Uint8Array> {
  return packTar(Object.entries(files).map(([name, file]) => entryOf(name, file)));
}

function entryOf(name: string, file: string | Uint8Array | LayerFile): TarEntry {
  const {
    text = "",
    mode,
    link,
    hardLink,
    type,
  }: LayerFile = typeof file === "string" || file instanceof Uint8Array ? { text: file } : file;
  const mtime = new Date(0);
  if (link !== undefined) return { header: { name, type: "symlink", linkname: link, size: 0, mtime } };
  if (hardLink !== undefined) return { header: { name, type: "link", linkname: hardLink, size: 0, mtime } };
  if (type !== undefined) return { header: { name, type, size: 0, mtime } };
  if (name.endsWith("/")) return { header: { name, type: "directory", size: 0, mode: 0o755, mtime } };
  const body = Buffer.from(text);
  const executable = body.subarray(0, 2).toString() === "#!" || body.subarray(0, 4).toString() === "\x7fELF";
  const header = {
    name,
    type: "file",
    size: body.length,
    mode: mode ?? (executable ? 0o755 : 0o644),
    mtime,
  } as const;
  return { header, body };
}

/** A program, as far as anybody looks. */
export const PROGRAM = Buffer.from("\x7fELF\0\0\0\0");

/** Files that a Debian image has, as far as a start needs them. */
export const DEBIAN: LayerFiles = {
  bin: { link: "usr/bin" },
  "usr/bin/sh": { link: "dash" },
  "usr/bin/dash": PROGRAM,
  "usr/bin/bash": PROGRAM,
  "usr/bin/sleep": PROGRAM,
  "usr/bin/env": PROGRAM,
};

export function digestOf(bytes: Uint8Array | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** What a file of an archive holds, as text. */
export function textOf(file: string | Uint8Array | LayerFile | undefined): string {
  return typeof file === "string" || file instanceof Uint8Array ? Buffer.from(file).toString() : "";
}

async function tarsOf({ layers }: ImageParts): Promise<readonly Uint8Array[]> {
  return Promise.all(layers.map((layer) => (layer instanceof Uint8Array ? layer : layerTar(layer))));
}

function configOf(parts: ImageParts, tars: readonly Uint8Array[]): string {
  const { config = {}, history, os = "linux" } = parts;
  return JSON.stringify({
    architecture: "amd64",
    os,
    config,
    rootfs: { type: "layers", diff_ids: tars.map(digestOf) },
    ...(history !== undefined && { history: history.map((created_by) => ({ created_by })) }),
  });
}

type Files = Record<string, string | Uint8Array | LayerFile>;

/** The files of what `docker save` has written up to Docker 24: a folder for each layer. */
export async function savedFiles(images: readonly ImageParts[]): Promise<Files> {
  const files: Files = {};
  const manifest = [];
  for (const parts of images) {
    const tars = await tarsOf(parts);
    const config = configOf(parts, tars);
    const name = `${digestOf(config).slice("sha256:".length)}.json`;
    files[name] = config;
    const layers = tars.map((tar) => `${digestOf(tar).slice("sha256:".length)}/layer.tar`);
    for (const [index, layer] of layers.entries()) files[layer] = tars[index] ?? "";
    const { tag = "shop:1.0" } = parts;
    manifest.push({ Config: name, RepoTags: tag === null ? null : [tag], Layers: layers });
  }
  files["manifest.json"] = JSON.stringify(manifest);
  return files;
}

/** The files of an OCI layout; each image with its tag, `pack` is what its layers are compressed with. */
export async function layoutFiles(
  images: readonly (ImageParts & { readonly platform?: string })[],
  pack: Pack = (tar) => tar,
): Promise<Files> {
  const files: Files = { "oci-layout": '{"imageLayoutVersion":"1.0.0"}' };
  const add = (bytes: string | Uint8Array, mediaType: string) => {
    const digest = digestOf(bytes);
    files[`blobs/${digest.replace(":", "/")}`] = bytes;
    return { mediaType: `application/vnd.oci.image.${mediaType}`, digest, size: bytes.length };
  };
  const byTag = new Map<string | null, object[]>();
  for (const parts of images) {
    const tars = await tarsOf(parts);
    const manifest = JSON.stringify({
      schemaVersion: 2,
      config: add(configOf(parts, tars), "config.v1+json"),
      layers: tars.map((tar) => add(pack(tar), "layer.v1.tar")),
    });
    const { tag = "shop:1.0", platform } = parts;
    const [os, architecture, variant] = (platform ?? "").split("/");
    const described = {
      ...add(manifest, "manifest.v1+json"),
      ...(platform !== undefined && { platform: { os, architecture, variant } }),
    };
    byTag.set(tag, [...(byTag.get(tag) ?? []), described]);
  }
  const manifests = [...byTag].map(([tag, descriptors]) => {
    const [only] = descriptors;
    const described =
      descriptors.length === 1 ? only : add(JSON.stringify({ manifests: descriptors }), "index.v1+json");
    return {
      ...described,
      ...(tag !== null && { annotations: { "org.opencontainers.image.ref.name": tag } }),
    };
  });
  files["index.json"] = JSON.stringify({ schemaVersion: 2, manifests });
  return files;
}

/** What `docker save` wrote of one image, as a tar file. */
export async function savedImage(parts: ImageParts): Promise<Uint8Array> {
  return layerTar(await savedFiles([parts]));
}

/** An OCI layout of one image as a tar file, its layers compressed with gzip. */
export async function layoutImage(parts: ImageParts): Promise<Uint8Array> {
  return layerTar(await layoutFiles([parts], gzipSync));
}
