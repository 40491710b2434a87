import type { DescribedImage } from "../archive/described-image.ts";
import type { Span } from "../span.ts";
import type { ShellName } from "../start/base-image.ts";
import type { BuildStep } from "../start/build-step.ts";
import type { Image } from "../start/start-command.ts";
import { archivedFiles } from "./archived-files.ts";
import { type CopyStep, copyEffect, copyParts } from "./copy-effect.ts";
import type { CopyFiles } from "./copy-files.ts";
import type { Effect } from "./effect.ts";
import { ImageLayers } from "./image-layers.ts";
import { twinPath } from "./image-path.ts";
import { makeFolder, unfollowed } from "./path-effects.ts";
import { runEffects } from "./run-effects.ts";

/** What the build context holds, or why that is not known. */
export type ContextSource = { readonly files: CopyFiles } | { readonly files: null; readonly reason: string };

/** Why nothing can be shown at a path. */
export interface Nothing {
  readonly kind: "unknown" | "missing";
  readonly reason: string;
  readonly place: Span | null;
  /** No step speaks of the path: it may still be the base image's. */
  readonly unheard: boolean;
}

/** One image of the Dockerfile, and through COPY --from the images that it takes files from. */
export class ImageView {
  readonly image: Image;
  readonly layers: ImageLayers;
  readonly #runs: boolean;

  /** `over` is laid over what the steps make. */
  constructor(
    image: Image,
    context: ContextSource,
    views: Map<Image, ImageView>,
    over: readonly Effect[] = [],
  ) {
    views.set(image, this);
    this.image = image;
    this.#runs = image.steps.some((step) => step.kind === "run");
    const effects = stepEffects(image, context, views);
    const workdir = image.base.config?.workdir ?? null;
    this.layers = new ImageLayers(
      [...filesOfBase(image), ...effects, ...over],
      this.hasBase,
      new Set(workdir === null ? [] : [workdir]),
    );
  }

  get hasBase(): boolean {
    return this.image.base.image !== "scratch";
  }

  /** Why no step is known to leave a file at `path`. */
  explainNothing(path: string): Nothing {
    const { absent, maybe } = this.layers.trail(path);
    if (maybe !== null) return { kind: "unknown", ...maybe, unheard: false };
    if (absent !== null) return { kind: "missing", ...absent, unheard: false };
    const { image } = this;
    const { archived } = image.base;
    if (archived !== undefined && !this.#runs) {
      return { kind: "missing", ...whyNotInArchive(archived, image, path), unheard: true };
    }
    if (!this.hasBase && !this.#runs) {
      const reason = "no step of the Dockerfile brings it, and the image starts from scratch";
      return { kind: "missing", reason, place: image.stage?.from ?? null, unheard: true };
    }
    const origins = [
      ...(this.hasBase ? [`the base image ${image.base.image}`] : []),
      ...(this.#runs ? ["a RUN step that siglint cannot follow"] : []),
    ];
    const reason = `it comes from ${origins.join(" or ")}`;
    return { kind: "unknown", reason, place: image.stage?.from ?? null, unheard: true };
  }

  /** The path itself, or its twin below `/usr` where only that one is known. */
  knownSpelling(path: string): string {
    // The links of an image that is at hand are known.
    const twin = this.image.base.archived === undefined ? twinPath(path) : null;
    if (twin === null || this.layers.top.lookup(path) !== null) return path;
    return this.layers.top.lookup(twin) === null ? path : twin;
  }

  /** This image as the source of a COPY. */
  asCopyFiles(): CopyFiles {
    const entry: CopyFiles["entry"] = (asked) => {
      const path = this.knownSpelling(asked);
      const node = this.layers.top.lookup(path);
      if (node === null) {
        const nothing = this.explainNothing(path);
        return {
          kind: "absent",
          why: nothing.kind === "missing" ? "none" : "uncertain",
          reason: nothing.reason,
        };
      }
      if (node.kind === "unknown") return { kind: "absent", why: "uncertain", reason: node.reason };
      if (node.kind === "missing") return { kind: "absent", why: "none", reason: node.reason };
      return node.kind === "link" ? { kind: "link", target: node.target } : { kind: "node", node };
    };
    return {
      entry,
      follow: entry,
      names: (folder) => this.layers.top.names(folder),
      complete: (!this.hasBase || this.image.base.archived !== undefined) && !this.#runs,
      whyIncomplete: () => null,
    };
  }
}

function filesOfBase({ base, stage }: Image): readonly Effect[] {
  const { archived } = base;
  if (archived === undefined) return [];
  return [archivedFiles(archived, stage?.from ?? { file: archived.file, start: 0, end: 0 })];
}

function whyNotInArchive(
  { image, layers }: DescribedImage,
  { base, stage }: Image,
  path: string,
): Pick<Nothing, "reason" | "place"> {
  const { removedBy } = image.look(path);
  if (removedBy === null) return { reason: `${base.image} has no such file`, place: stage?.from ?? null };
  const layer = `layer ${removedBy + 1} of ${base.image}`;
  return { reason: `${layer} takes it away`, place: stage?.from ?? layers[removedBy] ?? null };
}

/** The view of an image; made once, since several COPY steps may take files from one stage. */
function viewOf(image: Image, context: ContextSource, views: Map<Image, ImageView>): ImageView {
  return views.get(image) ?? new ImageView(image, context, views);
}

/** The most effects of all steps: each is asked for each path. */
const MOST_EFFECTS = 4000;

/** The most sources of one COPY or ADD, which stands for any number of files with one. */
const MOST_SOURCES = 500;

function stepEffects(image: Image, context: ContextSource, views: Map<Image, ImageView>): readonly Effect[] {
  const effects: Effect[] = [];
  const shellAt = shellsOf(image);
  for (const step of image.steps) {
    effects.push(...effectsOf(step, shellAt, context, views));
    if (effects.length > MOST_EFFECTS) return [...effects.slice(0, MOST_EFFECTS), unfollowed(step.span)];
  }
  return effects;
}

function effectsOf(
  step: BuildStep,
  shellAt: ShellAt,
  context: ContextSource,
  views: Map<Image, ImageView>,
): readonly Effect[] {
  switch (step.kind) {
    case "run":
      return runEffects(step, shellAt(step.span));
    case "workdir":
      return step.path.kind === "known" ? [makeFolder(step.span, step.path.text)] : [];
    case "copy":
    case "add": {
      if (step.sources.length > MOST_SOURCES) return [unfollowed(step.span)];
      const parts = copyParts(step, sourceOf(step, context, views));
      return [copyEffect(step, parts)];
    }
  }
}

function sourceOf(step: CopyStep, context: ContextSource, views: Map<Image, ImageView>): ContextSource {
  switch (step.from.kind) {
    case "context":
      return context;
    case "stage":
      return { files: viewOf(step.from.image, context, views).asCopyFiles() };
    case "image":
      return { files: null, reason: `COPY takes it from the image ${step.from.name}` };
    case "unknown":
      return { files: null, reason: step.from.reason };
  }
}

/** The shell that runs a shell-form RUN at a place: what SHELL says, else `/bin/sh` of the base. */
type ShellAt = (place: Span) => ShellName | null;

function shellsOf({ stage, base }: Image): ShellAt {
  const settings = stage?.instructions.flatMap((one) => (one.kind === "shell" ? [one] : [])) ?? [];
  return (place) => {
    const set = settings.findLast(({ span }) => span.start < place.start);
    const words = set?.argv.map((word) => word.text.text) ?? base.config?.shell ?? [];
    const name = words[0]?.replace(/^.*\//, "") ?? "sh";
    if (name === "dash" || name === "bash" || name === "ash") return name;
    return name === "sh" && base.sh.kind === "known" ? base.sh.shell : null;
  };
}
