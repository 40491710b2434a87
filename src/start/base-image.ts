import type { DescribedImage } from "../archive/described-image.ts";

/** The shells whose behaviour siglint knows. */
export type ShellName = "dash" | "bash" | "ash";

/** What `/bin/sh` is in an image, and how that is known. */
export type BinSh =
  | { readonly kind: "known"; readonly shell: ShellName; readonly because: string }
  | { readonly kind: "none"; readonly because: string }
  | { readonly kind: "unknown"; readonly because: string };

/** What an image that this Dockerfile does not build hands down. */
export interface Base {
  /** As after FROM with variables expanded (`debian:12`); `scratch` for that; the raw text where a variable is unknown. */
  readonly image: string;
  readonly sh: BinSh;
  /** Whether `bash` is there: Alpine has none unless it is added. */
  readonly bash: "present" | "absent" | "unknown";
  /**
   * What its configuration sets; null where nothing is known of it. In `{ entrypoint: null }` null means
   * "known to set none".
   */
  readonly config: BaseConfig | null;
  /** What its entrypoint script does in the end; null where there is none or where that is not known. */
  readonly entrypointConduct: EntrypointConduct | null;
  /** What is taken for granted of it, a sentence without a full stop: that a company registry mirrors Docker Hub. */
  readonly assumption: string | null;
  /** The image itself, where an archive has it: then its files are known too. */
  readonly archived?: DescribedImage;
}

/**
 * The end of an image's own entrypoint script, read in the repository the image is built from. The script may start with
 * set-up work and a change of user; it leaves no shell behind.
 */
export interface EntrypointConduct {
  /** `exec "$@"`, or `exec` of a program of its own with the arguments behind it. */
  readonly kind: "execs-arguments" | "execs-program";
  /** The word of ENTRYPOINT that names the script (`docker-entrypoint.sh`); wrappers such as `tini --` stand before it. */
  readonly script: string;
  /** Where the script can be read. */
  readonly link: string;
  /** What it starts where the arguments are no command of their own; null where it always takes them for one. */
  readonly program: OwnProgram | null;
}

/** `postgres` of `docker run postgres -c x=y`: put in front of the arguments, where there are none or the first is its. */
export interface OwnProgram {
  readonly argv: readonly string[];
  /** Whether a first argument is the program's own: an option, a verb. */
  readonly isOwn: (first: string) => boolean;
}

export interface BaseConfig {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly stopSignal: string | null;
  readonly workdir: string | null;
  readonly user: string | null;
  /** SHELL, which stages inherit; null for Docker's default. */
  readonly shell: readonly string[] | null;
  readonly env: Readonly<Record<string, string>>;
  /** `env` is all that it sets: so of a plain distribution, where other images also set versions and the like. */
  readonly envIsWhole: boolean;
}
