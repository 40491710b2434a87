import type { Build } from "../builds/build.ts";
import type { FileTree } from "../context/file-tree.ts";
import type { Edit, TargetId } from "../diagnostic.ts";
import type { Comment } from "../dockerfile/dockerfile.ts";
import type { Mount } from "../script/mount.ts";
import type { Problem, Span } from "../span.ts";
import type { Overlay } from "../start/overlay.ts";
import type { StartWord } from "../start/start-command.ts";

/** One container that a file describes: a service of compose, a container of Kubernetes. */
export interface Container {
  readonly id: TargetId;
  /** What the container is called in its file: the key of a service, the name of a container. */
  readonly place: Span;
  readonly image: ContainerImage;
  readonly overlay: Overlay;
  /** Null for the default, or what is configured. */
  readonly grace: Grace | null;
  /** Laid over the files of the image, the first first. */
  readonly mounts: readonly Mount[];
  /**
   * Whose PID 1 the container's first process is. `shared`: another process is PID 1, so signals without a handler take
   * their default action (`shareProcessNamespace`, `pid: host`).
   */
  readonly pidNamespace: "own" | "shared";
  /** The parts of its file, and of those taken in, that it depends on; all of them where nothing is said. */
  readonly parts?: readonly Span[];
  /** What is run before the stop signal is sent, one after the other; nothing without it. */
  readonly preStop?: readonly PreStop[];
  /** Who may set variables of which these files say nothing; nobody without it. */
  readonly outerVariables?: OuterVariables | null;
  /** Has its file put an init in front; null where that cannot be written there, left out where its kind has none. */
  readonly addInit?: () => Edit | null;
  /** Has its file name a stop signal (without `SIG`); as `addInit`. */
  readonly setStopSignal?: (signal: string) => Edit | null;
  /** It is there to end by itself (a Job): a program that nobody knows is no service. */
  readonly runsToEnd?: boolean;
  /** It has a terminal (`tty: true`), so a shell without a script waits there for somebody to type. */
  readonly terminal?: boolean;
}

/** Something that sets variables over those of the image, and that is not at hand: a Secret. */
export interface OuterVariables {
  /** As messages call it: `the Secret shop`. */
  readonly by: string;
  /** Where the container's file names it. */
  readonly place: Span;
  /** What the container sets itself, whatever that has. */
  readonly settled: ReadonlySet<string>;
}

/** A hook in front of the stop signal: `lifecycle.preStop` of Kubernetes, `pre_stop` of compose. */
export interface PreStop {
  readonly span: Span;
  /** Whether the grace period begins with it, or only behind it. */
  readonly within: boolean;
  readonly action:
    | { readonly kind: "exec"; readonly argv: readonly StartWord[] }
    | { readonly kind: "sleep"; readonly seconds: number }
    /** A request to the service, which may make it end; as messages call it. */
    | { readonly kind: "request"; readonly name: string };
}

/** Where the image of a container comes from. */
export type ContainerImage =
  | {
      readonly kind: "built";
      readonly build: Build;
      /**
       * The text of a Dockerfile that stands in the container's own file (`dockerfile_inline`): as long as that file, and
       * blank wherever that holds anything else, so that offsets are the same. Null where it is a file of its own.
       */
      readonly inline: string | null;
    }
  | { readonly kind: "named"; readonly reference: string; readonly span: Span }
  /** What it is cannot be told; the reason is a clause that fits after "because". */
  | { readonly kind: "unknown"; readonly reason: string; readonly span: Span };

/** The time from the stop signal to SIGKILL, and where the file sets it; `span` null for its kind's default. */
export interface Grace {
  readonly seconds: number;
  readonly span: Span | null;
  /** Seconds that its kind has by default. */
  readonly usual: number;
  /** Writes another one into the file, in seconds; null where that cannot be. */
  readonly rewrite: (seconds: number) => Edit | null;
}

/** The containers of one file, and the texts that they stand in. */
export interface ContainerFile {
  readonly containers: readonly Container[];
  readonly problems: readonly Problem[];
  /** The file itself and all that it takes in (`extends`, `-f`), by path. */
  readonly texts: readonly ContainerText[];
}

/** A text in which comments can silence findings. */
export interface ContainerText {
  readonly file: string;
  readonly text: string;
  readonly comments: readonly Comment[];
  /** A comment above one of these counts for all of its lines: settings such as `command:`. */
  readonly blocks: readonly Span[];
  /** The parts that are judged in full; all of it where nothing is said. Elsewhere a comment may be for another target. */
  readonly judged?: readonly Span[];
}

/**
 * Reads the containers that a file describes; where `wanted` names some of them, a reader may leave out the others. Total:
 * what cannot be read is a problem.
 */
export type ReadContainers = (
  file: string,
  text: string,
  tree: FileTree,
  wanted?: ReadonlySet<string | null>,
) => ContainerFile;
