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
}

export interface BaseConfig {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly stopSignal: string | null;
  readonly workdir: string | null;
  readonly user: string | null;
  readonly env: Readonly<Record<string, string>>;
}
