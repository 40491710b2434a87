import * as v from "valibot";
import { ArchiveFault } from "./archive-fault.ts";

/** What an image sets for its containers (https://github.com/opencontainers/image-spec/blob/main/config.md). */
export interface ImageConfig {
  readonly os: string;
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly shell: readonly string[] | null;
  /** In its order, each variable once. */
  readonly env: ReadonlyMap<string, string>;
  readonly workdir: string | null;
  readonly user: string | null;
  readonly stopSignal: string | null;
  /** The digest of what each layer unpacks to, the oldest first. */
  readonly contents: readonly string[];
  /** What made each layer, in the words of the builder; empty where that is not told of every layer. */
  readonly history: readonly string[];
}

/** Docker has once written a list of one word as that word. */
const words = v.nullish(
  v.union([
    v.array(v.string()),
    v.pipe(
      v.string(),
      v.transform((word) => [word]),
    ),
  ]),
);
const text = v.nullish(v.string());

const configSchema = v.object({
  os: text,
  config: v.nullish(
    v.object({
      Entrypoint: words,
      Cmd: words,
      Shell: words,
      Env: v.nullish(v.array(v.string())),
      WorkingDir: text,
      User: text,
      StopSignal: text,
    }),
  ),
  rootfs: v.nullish(v.object({ diff_ids: v.nullish(v.array(v.string())) })),
  history: v.nullish(v.array(v.object({ created_by: text, empty_layer: v.nullish(v.boolean()) }))),
});

/** Reads the configuration of an image; `name` is what the archive calls it. */
export function readImageConfig(document: unknown, name: string): ImageConfig {
  const read = v.safeParse(configSchema, document);
  if (!read.success) {
    const at = v.getDotPath(read.issues[0]) ?? "";
    throw new ArchiveFault(`${name} is not the configuration of an image${at === "" ? "" : `: see ${at}`}`);
  }
  const { os, config, rootfs, history } = read.output;
  const contents = rootfs?.diff_ids ?? [];
  const steps = (history ?? []).filter(({ empty_layer }) => empty_layer !== true);
  return {
    os: os ?? "linux",
    entrypoint: listOf(config?.Entrypoint),
    cmd: listOf(config?.Cmd),
    shell: listOf(config?.Shell),
    env: variablesOf(config?.Env ?? []),
    workdir: config?.WorkingDir || null,
    user: config?.User || null,
    stopSignal: config?.StopSignal || null,
    contents,
    history: steps.length === contents.length ? steps.map((step) => step.created_by ?? "") : [],
  };
}

function listOf(list: readonly string[] | null | undefined): readonly string[] | null {
  return list === null || list === undefined || list.length === 0 ? null : list;
}

function variablesOf(env: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    env.flatMap((line): readonly [string, string][] => {
      const equals = line.indexOf("=");
      return equals < 1 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]];
    }),
  );
}
