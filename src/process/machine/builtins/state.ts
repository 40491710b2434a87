import { HOLE, isKnown } from "../../hole.ts";
import { assignVariable } from "../assignments.ts";
import { MOST_ALTERNATIVES } from "../expand/variables.ts";
import type { Successors } from "../fork.ts";
import type { Variable } from "../frames.ts";
import type { ShellBody, ShellOptions } from "../process.ts";
import { endsAtDeclaration, giveValue, makeReadonly } from "../readonly.ts";
import { boundedWords, dropWords, hasSomeWords, SOME_WORDS } from "../word-list.ts";
import type { Call } from "./call.ts";
import { goesByPosix, refuse } from "./refusal.ts";

/** `export`, `readonly`, `declare`: sets variables; `export` (and `-x`) hands them to programs. */
export function declare(call: Call): Successors {
  const { shell, words, node } = call;
  const exports = words[0] === "export" || words.some((word) => /^-\w*x/.test(word));
  if (
    (words[0] === "declare" || words[0] === "typeset") &&
    inFunction(shell) &&
    !words.some((word) => /^-\w*g/.test(word))
  ) {
    return local(call);
  }
  const names = words.slice(1).filter((word) => !word.startsWith("-"));
  if (shell.shell !== "bash" && names.some(isNoName)) return refuse(call, 2, true);
  if (words.some((word) => /^-\w*A/.test(word))) for (const word of names) nameItems(shell, word);
  for (const word of names) setFromWord(shell, word, exports);
  if (shell.failed !== null) return refuseValue(call);
  for (const argument of node.args) {
    if (argument.type === "Assignment" && argument.value.type === "ArrayValue")
      assignVariable(call, argument);
  }
  if (shell.failed !== null) return refuseValue(call);
  const isReadonly = words[0] === "readonly" || words.some((word) => /^-\w*r/.test(word));
  if (isReadonly && !words.includes("-f")) makeReadonly(shell, names.map(nameIn));
  shell.status = 0;
  return null;
}

/** To `declare` a value for what is `readonly` is an error that no shell exits on, not even under `set -e`. */
function refuseValue(call: Call): Successors {
  const { shell, words } = call;
  shell.failed = null;
  const exits =
    shell.shell !== "bash" || (endsAtDeclaration(shell) && /^(export|readonly)$/.test(words[0] ?? ""));
  return refuse(call, shell.shell === "bash" ? 1 : 2, exits);
}

function nameIn(word: string): string {
  return /^\w*/.exec(word)?.[0] ?? "";
}

/** `export my-name=1`: no shell has a variable of that name, and dash and ash exit. */
function isNoName(word: string): boolean {
  const name = word.split("=", 1)[0] ?? "";
  return isKnown(name) && !/^[A-Za-z_]\w*\+?$/.test(name);
}

/** `declare -A name`: an array whose keys are words, empty unless it is one already. */
function nameItems(shell: ShellBody, word: string): void {
  const name = nameIn(word);
  const before = shell.variables.get(name);
  if (before?.kind !== "array" || before.byWord !== true)
    giveValue(shell, name, { kind: "array", items: [], keys: [], byWord: true });
}

function setFromWord(shell: ShellBody, word: string, exports: boolean): void {
  const match = /^([A-Za-z_]\w*)(\+?=)?([\s\S]*)$/.exec(word);
  const name = match?.[1];
  if (match === null || name === undefined) return;
  if (match[2] !== undefined) {
    const before = shell.variables.get(name);
    const heads = match[2] === "+=" ? (before?.kind === "scalar" ? before.texts : [HOLE]) : [""];
    const texts = heads.map((head) => head + (match[3] ?? ""));
    if (!giveValue(shell, name, { kind: "scalar", texts: texts.slice(0, MOST_ALTERNATIVES) })) return;
  }
  if (exports) shell.exported = new Set([...shell.exported, name]);
}

/** `local name[=value] …`: back to what it was when the function returns. */
export function local(call: Call): Successors {
  const { shell, words, node } = call;
  if (!inFunction(shell)) return refuse(call, 1, shell.shell !== "bash");
  if (words.slice(1).some((word) => shell.readonlyNames.has(nameIn(word)))) return refuseValue(call);
  const isByWord = words.some((word) => /^-\w*A/.test(word));
  for (const word of words.slice(1)) {
    const name = /^([A-Za-z_]\w*)/.exec(word)?.[1];
    if (name === undefined) continue;
    remember(shell, name, shell.variables.get(name));
    if (isByWord) nameItems(shell, word);
    else if (word.includes("=")) setFromWord(shell, word, false);
    else shell.variables.set(name, { kind: "unset" });
  }
  for (const argument of node.args) {
    if (argument.type === "Assignment" && argument.value.type === "ArrayValue")
      assignVariable(call, argument);
  }
  shell.status = 0;
  return null;
}

function inFunction(shell: ShellBody): boolean {
  for (let at = shell.frames; at !== null; at = at.below) if (at.frame.kind === "call") return true;
  return false;
}

/** Notes what a variable was in the innermost function call. Frames are shared between machines: the stack is rebuilt. */
function remember(shell: ShellBody, name: string, value: Variable | undefined): void {
  const above: NonNullable<ShellBody["frames"]>[] = [];
  let at = shell.frames;
  while (at !== null && at.frame.kind !== "call") {
    above.push(at);
    at = at.below;
  }
  if (at?.frame.kind !== "call" || at.frame.locals.has(name)) return;
  const locals = new Map([...at.frame.locals, [name, value] as const]);
  let top: NonNullable<ShellBody["frames"]> = { frame: { ...at.frame, locals }, below: at.below };
  for (const stack of above.reverse()) top = { frame: stack.frame, below: top };
  shell.frames = top;
}

/** `unset [-fv] name …` */
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
    else shell.variables.set(name, { kind: "unset" });
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
  return ["errexit", "nounset", "monitor", "pipefail", "errtrace", "functrace"].includes(name);
}
