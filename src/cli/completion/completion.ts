import type { RuleMeta } from "../../rule.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { vocabularyOf } from "./vocabulary.ts";
import { zshScript } from "./zsh.ts";

type Script = (rules: readonly RuleMeta[]) => string;

/** For each shell the script that lets it complete the words behind `siglint`; it calls nothing and reads no file. */
export const completionScripts = {
  bash: (rules) => bashScript(vocabularyOf(rules)),
  fish: (rules) => fishScript(vocabularyOf(rules)),
  zsh: (rules) => zshScript(vocabularyOf(rules)),
} as const satisfies Readonly<Record<string, Script>>;

export type CompletingShell = keyof typeof completionScripts;
