import type { Stage } from "../dockerfile/dockerfile.ts";
import type { MappedText } from "../mapped-text.ts";
import type { Origin, Problem, Span, Text } from "../span.ts";
import type { Base } from "./base-image.ts";
import type { BuildStep } from "./build-step.ts";
import type { Overlay } from "./overlay.ts";
import type { OwnImage } from "./own-image.ts";

/** One word of the start command. */
export interface StartWord {
  readonly text: string;
  readonly origin: Origin;
  /** The way back to the characters, where the word stands in a file. */
  readonly mapped: MappedText | null;
}

/** An ENTRYPOINT or CMD in force, and where it was set. */
export interface Setting {
  readonly form: "exec" | "shell";
  /** With the SHELL words in front where it is shell form. */
  readonly words: readonly StartWord[];
  readonly origin: Origin;
  /** The whole instruction, where it stands in a Dockerfile; the setting of another file. */
  readonly instruction: Span | null;
  /** The words are not the strings of a JSON array, so that nothing can be written between them as into one. */
  readonly loose?: true;
  /** What its file has behind the words, from an operator on that nobody understands. */
  readonly dropped?: { readonly text: string; readonly span: Span };
}

/** ENTRYPOINT and CMD merged as Docker merges them: the argv that becomes PID 1. */
export interface StartCommand {
  readonly argv: readonly StartWord[];
  /** The engine's own init in front (`init: true`); mostly empty. */
  readonly init: readonly StartWord[];
  readonly entrypoint: Setting | null;
  readonly cmd: Setting | null;
}

/** What a chain of stages builds, as far as the Dockerfile tells; or an image that is only named. */
export interface Image {
  /** Null for an image that no Dockerfile here builds. */
  readonly stage: Stage | null;
  readonly base: Base;
  readonly env: ReadonlyMap<string, Text>;
  /** Absolute; unknown where an unknown base or variable decides it. */
  readonly workdir: Text;
  /** As written (`app`, `1000:1000`); `root` where nothing sets it and the base is known. */
  readonly user: Text;
  /** Canonical name with `SIG`; as written where it is no known name. */
  readonly stopSignal: { readonly signal: string; readonly origin: Origin };
  /** Every file-making step of the chain, the oldest first, paths expanded. */
  readonly steps: readonly BuildStep[];
}

export interface Start {
  readonly image: Image;
  /** Null where neither this Dockerfile nor a known base says what is started; the reason stands in `assumes`. */
  readonly command: StartCommand | null;
  /** Assumptions in plain words, each a sentence without a full stop. */
  readonly assumes: readonly string[];
  /** The command itself rests on an assumption about the base: findings are one severity lower. */
  readonly commandAssumed: boolean;
  /** Where PID 1 is set: the ENTRYPOINT, else the CMD, else the FROM or `image:` that hands it down. */
  readonly place: Span;
  /** Whose PID 1 the first process is; `own` without it. Where it is `shared`, that is another process. */
  readonly pidNamespace?: "own" | "shared";
}

export type StartResult =
  | { readonly ok: true; readonly start: Start }
  | { readonly ok: false; readonly problem: Problem };

export interface StartOptions {
  /** The stage asked for (`--target`); the last one without it. */
  readonly target?: string;
  /** Values of build arguments (`--build-arg`). */
  readonly buildArgs?: ReadonlyMap<string, string>;
  /** What is configured of base images. */
  readonly images?: readonly OwnImage[];
  /** Judge as if the last FROM named this image (`explain --base`). */
  readonly base?: string;
  /** What the container is run with. */
  readonly overlay?: Overlay;
}
