import { isKnown } from "../../hole.ts";
import type { Successors } from "../fork.ts";
import type { ShellBody, ShellOptions } from "../process.ts";
import { referredName } from "../references.ts";
import { boundedWords, dropWords, hasSomeWords, SOME_WORDS } from "../word-list.ts";
import type { Call } from "./call.ts";
import { isNoName } from "./declare.ts";
import { goesByPosix, refuse } from "./refusal.ts";

/** `unset [-fvn] name …`: of a reference it takes away what that leads to, but with `-n`. */
export function unset(call: Call): Successors {
  const { shell, words } = call;
  const names = words.slice(1).filter((word) => !word.startsWith("-"));
  if (shell.shell !== "bash" && names.some(isNoName)) return refuse(call, 2, true);
  const functions = words.includes("-f");
  if (!functions && names.some((name) => shell.readonlyNames.has(name)))
    return refuse(call, shell.shell === "bash" ? 1 : 2, shell.shell !== "bash");
  for (const name of words.slice(1)) {
    if (name.startsWith("-")) continue;
    if (functions) shell.functions.delete(name);
    else shell.variables.set(words.includes("-n") ? name : referredName(shell, name), { kind: "unset" });
  }
  shell.status = 0;
  return null;
}

/** `shift [n]`; more than there are fails and shifts nothing. */
export function shift(call: Call): Successors {
  const { shell, words } = call;
  if (!isKnown(words[1] ?? "")) {
    shell.positional = [SOME_WORDS];
    shell.status = 0;
    return null;
  }
  const count = words[1] === undefined ? 1 : Number(words[1]);
  if (!Number.isInteger(count)) return refuse(call, 2, shell.shell !== "bash");
  if (count > shell.positional.length && !hasSomeWords(shell.positional))
    return refuse(call, 2, shell.shell === "dash");
  shell.positional = dropWords(shell.positional, count);
  shell.status = 0;
  return null;
}

/** `set`: options, then positional parameters, `--` ending the options (POSIX, set). */
export function set(call: Call): Successors {
  const { shell, words } = call;
  shell.status = 0;
  let index = 1;
  for (; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word === "--") {
      shell.positional = boundedWords(words.slice(index + 1));
      return null;
    }
    if (word === "-" || !/^[-+]\w/.test(word)) break;
    const on = word.startsWith("-");
    for (const letter of word.slice(1)) {
      if (isKnown(word) && !OPTION_LETTERS[shell.shell].includes(letter))
        return refuse(call, 2, goesByPosix(shell));
      if (letter !== "o") {
        setOption(shell, LETTERS.get(letter) ?? "", on);
        continue;
      }
      const name = words[++index] ?? "";
      if (name !== "" && !isOptionOf(shell, name))
        return refuse(call, 2, shell.shell === "dash" || shell.posix);
      setOption(shell, name, on);
    }
  }
  if (index < words.length)
    shell.positional = boundedWords(words.slice(words[index] === "-" ? index + 1 : index));
  return null;
}

const SHOPT = new Map<string, keyof ShellOptions>([
  ["lastpipe", "lastpipe"],
  ["expand_aliases", "aliases"],
  ["nocasematch", "nocasematch"],
  ["nullglob", "nullglob"],
]);

/** `shopt -s name …`: the options of bash's own that change who runs what, and what is run. */
export function shopt({ shell, words }: Call): Successors {
  const options = words.slice(2).flatMap((word) => SHOPT.get(word) ?? []);
  if (words[1] === "-s" || words[1] === "-u")
    for (const option of options) shell.options = { ...shell.options, [option]: words[1] === "-s" };
  shell.status = 0;
  return null;
}

/** The letters that `set` takes; measured in the lab's versions. */
const OPTION_LETTERS = {
  dash: "abefimnopsuvxCEIV",
  ash: "abefmnouvxCEI",
  bash: "abefhkmnoprtuvxBCEHPT",
} as const;

const LETTERS = new Map([
  ["a", "allexport"],
  ["e", "errexit"],
  ["u", "nounset"],
  ["m", "monitor"],
  ["E", "errtrace"],
  ["T", "functrace"],
]);

/** dash knows no option beyond POSIX's, pipefail least of all. */
function isOptionOf(shell: ShellBody, name: string): boolean {
  const posix =
    "errexit noglob ignoreeof interactive monitor noexec stdin xtrace verbose vi emacs noclobber allexport notify nounset nolog debug";
  const bash =
    "braceexpand errtrace functrace hashall histexpand history keyword onecmd physical pipefail posix privileged";
  return `${posix} ${shell.shell === "dash" ? "" : bash}`.split(" ").includes(name);
}

function setOption(shell: ShellBody, name: string, on: boolean): void {
  // Without a terminal dash and ash turn job control off again.
  if (name === "monitor" && shell.shell !== "bash") return;
  if (isOption(name)) shell.options = { ...shell.options, [name]: on };
}

function isOption(name: string): name is keyof ShellOptions {
  return ["allexport", "errexit", "nounset", "monitor", "pipefail", "errtrace", "functrace"].includes(name);
}
