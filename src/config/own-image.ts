import { DEFAULT_PATH } from "../start/identify-base.ts";
import type { OwnImage } from "../start/own-image.ts";
import type { SettingsPart } from "./schema.ts";

type Said = NonNullable<SettingsPart["images"]>[string];

/** An image as the configuration describes it: what it says nothing of is not known, or Docker's default beside what it does. */
export function ownImage(pattern: string, said: Said): OwnImage {
  const { sh, bash, entrypoint, cmd, stopSignal, workdir, user, env } = said;
  const saysConfig = [entrypoint, cmd, stopSignal, workdir, user, env].some((each) => each !== undefined);
  return {
    pattern,
    sh: sh ?? null,
    bash: bash ?? null,
    config: saysConfig
      ? {
          entrypoint: wordsOf(entrypoint),
          cmd: wordsOf(cmd),
          stopSignal: stopSignal ?? null,
          workdir: workdir ?? null,
          user: user ?? null,
          shell: null,
          env: { PATH: DEFAULT_PATH, ...env },
        }
      : null,
  };
}

function wordsOf(words: readonly string[] | undefined): readonly string[] | null {
  return words === undefined || words.length === 0 ? null : words;
}
