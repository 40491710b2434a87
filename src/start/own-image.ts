import type { DescribedImage } from "../archive/described-image.ts";
import type { Base, BaseConfig, ShellName } from "./base-image.ts";

/** What a user says of images that siglint cannot know: a company's own. */
export interface OwnImage {
  /** An image reference; `*` stands for any characters. */
  readonly pattern: string;
  readonly sh: ShellName | "none" | null;
  readonly bash: boolean | null;
  /** Null where nothing is said of what it hands down; then a null within is "sets none". */
  readonly config: Omit<BaseConfig, "envIsWhole"> | null;
  /** An archive that has it: then that says all of it. */
  readonly archived?: DescribedImage;
}

/** The first of them that fits the image; null where none does. */
export function findOwnImage(image: string, own: readonly OwnImage[]): OwnImage | null {
  return own.find(({ pattern }) => matches(pattern, image)) ?? null;
}

function matches(pattern: string, image: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return image === first;
  if (!image.startsWith(first) || !image.endsWith(last)) return false;
  let at = first.length;
  for (const part of others) {
    const found = image.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= image.length - last.length;
}

/** A base as it is known, with what the user says of it in place of that. */
export function withOwnImage(known: Base, { pattern, sh, bash, config }: OwnImage): Base {
  const because = `the configuration says so of ${pattern}`;
  return {
    ...known,
    ...(sh !== null && {
      sh: sh === "none" ? { kind: "none", because } : { kind: "known", shell: sh, because },
    }),
    ...((bash !== null || sh === "bash") && { bash: bash === false ? "absent" : "present" }),
    ...(config !== null && {
      config: { ...config, envIsWhole: false },
      entrypointConduct: null,
      assumption: null,
    }),
  };
}
