import { HOLE, isKnown } from "../../hole.ts";
import { assignVariable } from "../assignments.ts";
import { MOST_ALTERNATIVES } from "../expand/variables.ts";
import type { Successors } from "../fork.ts";
import type { Variable } from "../frames.ts";
import type { ShellBody } from "../process.ts";
import { endsAtDeclaration, giveValue, isAssociative, makeReadonly } from "../readonly.ts";
import { referredName } from "../references.ts";
import type { Call } from "./call.ts";
import { refuse } from "./refusal.ts";

/** `export`, `readonly`, `declare`: sets variables; `export` (and `-x`) hands them to programs. */
export function declare(call: Call): Successors {
  const { shell, words } = call;
  const exports = words[0] === "export" || hasOption(words, "x");
  if ((words[0] === "declare" || words[0] === "typeset") && inFunction(shell) && !hasOption(words, "g")) {
    return local(call);
  }
  const names = words.slice(1).filter((word) => !word.startsWith("-"));
  if (shell.shell !== "bash" && names.some(isNoName)) return refuse(call, 2, true);
  for (const word of names)
    if (hasOption(words, "n") && shell.shell === "bash") refer(shell, word);
    else setFromWord(shell, word, exports);
  if (hasOption(words, "A")) for (const word of names) nameItems(shell, word);
  if (shell.failed !== null) return refuseValue(call);
  assignArrays(call);
  if (shell.failed !== null) return refuseValue(call);
  const isReadonly = words[0] === "readonly" || hasOption(words, "r");
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

function hasOption(words: readonly string[], letter: string): boolean {
  return words.some((word) => /^-\w/.test(word) && word.includes(letter));
}

function nameIn(word: string): string {
  return /^\w*/.exec(word)?.[0] ?? "";
}

/** `export my-name=1`: no shell has a variable of that name, and dash and ash exit. */
export function isNoName(word: string): boolean {
  const name = word.split("=", 1)[0] ?? "";
  return isKnown(name) && !/^[A-Za-z_]\w*\+?$/.test(name);
}

/** `declare -A name`: an array whose keys are words, empty unless it is one already. */
function nameItems(shell: ShellBody, word: string): void {
  const name = nameIn(word);
  if (!isAssociative(shell.variables.get(name)))
    giveValue(shell, name, { kind: "array", items: [], keys: [], byWord: true });
}

/** `declare name=(item …)` */
function assignArrays(call: Call): void {
  for (const argument of call.node.args)
    if (argument.type === "Assignment" && argument.value.type === "ArrayValue")
      assignVariable(call, argument);
}

/** `declare -n name=other`: what is done to `name` is from now on done to `other`. */
function refer(shell: ShellBody, word: string): void {
  const name = nameIn(word);
  if (name === "" || shell.readonlyNames.has(name)) return;
  const before = shell.variables.get(name);
  const own = before?.kind === "scalar" && before.texts.length === 1 ? before.texts[0] : undefined;
  const other = word.includes("=") ? word.slice(word.indexOf("=") + 1) : own;
  // An item of an array, or a name that is not known yet.
  const referred = other !== undefined && /^[A-Za-z_]\w*$/.test(other) ? other : HOLE;
  shell.variables.set(name, { kind: "reference", name: referred });
}

function setFromWord(shell: ShellBody, word: string, exports: boolean): void {
  const match = /^([A-Za-z_]\w*)(\+?=)?([\s\S]*)$/.exec(word);
  const name = match?.[1];
  if (match === null || name === undefined) return;
  if (match[2] !== undefined) {
    const before = shell.variables.get(referredName(shell, name));
    const heads = match[2] === "+=" ? (before?.kind === "scalar" ? before.texts : [HOLE]) : [""];
    const texts = heads.map((head) => head + (match[3] ?? ""));
    if (!giveValue(shell, name, { kind: "scalar", texts: texts.slice(0, MOST_ALTERNATIVES) })) return;
  }
  if (exports) shell.exported = shell.exported.with([name]);
}

/** `local name[=value] …`: back to what it was when the function returns. */
export function local(call: Call): Successors {
  const { shell, words } = call;
  if (!inFunction(shell)) return refuse(call, 1, shell.shell !== "bash");
  if (words.slice(1).some((word) => shell.readonlyNames.has(nameIn(word)))) return refuseValue(call);
  const isByWord = hasOption(words, "A");
  const isReference = hasOption(words, "n") && shell.shell === "bash";
  for (const word of words.slice(1)) {
    const name = /^([A-Za-z_]\w*)/.exec(word)?.[1];
    if (name === undefined) continue;
    remember(shell, name, shell.variables.get(name));
    if (isReference) refer(shell, word);
    else if (isByWord) nameItems(shell, word);
    else if (word.includes("=")) setFromWord(shell, word, false);
    else shell.variables.set(name, { kind: "unset" });
  }
  assignArrays(call);
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
  const locals = at.frame.locals.clone();
  locals.set(name, value);
  let top: NonNullable<ShellBody["frames"]> = { frame: { ...at.frame, locals }, below: at.below };
  for (const stack of above.reverse()) top = { frame: stack.frame, below: top };
  shell.frames = top;
}
