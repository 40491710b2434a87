import { nameOf } from "../script/image-path.ts";

/** What a shell is started to do: the index of its `-c` string or of its script among its words. */
export type ShellCall =
  | { readonly kind: "string"; readonly index: number }
  | { readonly kind: "script"; readonly index: number }
  /** Neither: it reads standard input. `wantsString`: after `-c` nothing follows. */
  | { readonly kind: "bare"; readonly wantsString: boolean };

/** Whether a program is a shell that takes POSIX's options. */
export function isShell(program: string): boolean {
  return /^(r?ba|da|a|z|k|mk)?sh$/.test(nameOf(program));
}

/** Options that take the next word: `-o errexit`, bash's `-O extglob` and its long ones. */
const VALUED = /^[-+][a-zA-Z]*[oO]$|^--(rcfile|init-file)$/;

/** Reads the words of a shell, its name first (POSIX, sh). */
export function readShellCall(words: readonly string[]): ShellCall {
  let wantsString = false;
  let index = 1;
  for (; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word === "--" || word === "-") {
      index++;
      break;
    }
    if (!/^[-+]./.test(word)) break;
    if (/^-[a-zA-Z]*c/.test(word)) wantsString = true;
    if (VALUED.test(word)) index++;
  }
  if (index >= words.length) return { kind: "bare", wantsString };
  return { kind: wantsString ? "string" : "script", index };
}
