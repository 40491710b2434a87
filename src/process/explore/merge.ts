import { HOLE } from "../hole.ts";
import type { CowMap } from "../machine/cow-map.ts";
import { MOST_ALTERNATIVES } from "../machine/expand/variables.ts";
import type { Variable } from "../machine/frames.ts";
import { GrowingSet } from "../machine/growing-set.ts";
import type { ShellBody } from "../machine/process.ts";
import type { Decision, System } from "../machine/system.ts";
import { mergeWords } from "../machine/word-list.ts";
import { eitherWritten, type WrittenFile } from "../machine/written-file.ts";
import { variableKey } from "./frames-key.ts";
import { noteOtherLaunches } from "./other-launches.ts";

/**
 * Makes one machine of two that stand at the same place and differ in variables, files and `$?` only: what differs may
 * afterwards be either. `into` becomes the union.
 */
export function mergeSystems(into: System, other: System): void {
  into.now = Math.max(into.now, other.now);
  into.parted = Math.max(into.parted, other.parted);
  into.firstTaken = common(into.firstTaken, other.firstTaken);
  if (into.parting !== other.parting) into.parting = null;
  into.nextPid = Math.max(into.nextPid, other.nextPid);
  into.started = Math.max(into.started, other.started);
  into.exposed = union(into.exposed, other.exposed);
  into.passed = [...new Set([...into.passed, ...other.passed])].sort((a, b) => a - b);
  into.endedInLoops = common(into.endedInLoops, other.endedInLoops);
  into.done = ended(into.done, other.done);
  if (into.lastEndFor !== other.lastEndFor) into.lastEndFor = null;
  into.wantsCommand ||= other.wantsCommand;
  into.given ??= other.given;
  into.decisions = commonDecisions(into.decisions, other.decisions);
  mergeFiles(into.files, other.files);
  for (const [text, taken] of [...into.assumed.entries()]) {
    if (other.assumed.get(text) !== taken) into.assumed.delete(text);
  }
  noteOtherLaunches(into, other);
  for (const process of into.processes.values()) {
    const twin = other.get(process.pid);
    if (process.body.kind === "shell" && twin?.body.kind === "shell") mergeShells(process.body, twin.body);
  }
}

function mergeShells(into: ShellBody, other: ShellBody): void {
  if (into.status !== other.status) into.status = "unknown";
  into.assigned = into.assigned.with(other.assigned);
  into.exported = into.exported.with(other.exported);
  if (into.readonlyNames !== other.readonlyNames)
    into.readonlyNames = GrowingSet.of(
      [...into.readonlyNames].filter((name) => other.readonlyNames.has(name)),
    );
  into.unread ??= other.unread;
  if (into.variables.isShared(other.variables)) return;
  const differing: string[] = [];
  for (const [name, variable] of into.variables.entries())
    if (other.variables.get(name) !== variable) differing.push(name);
  for (const name of other.variables.keys()) if (!into.variables.has(name)) differing.push(name);
  for (const name of differing) {
    const merged = mergeVariables(variableOf(into, name), variableOf(other, name));
    if (merged !== null) into.variables.set(name, merged);
  }
}

function union<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> {
  return a === b ? a : new Set([...a, ...b]);
}

/** What only one of them has seen end may not end in the other. */
function ended(a: System["done"], b: System["done"]): System["done"] {
  return a === b ? a : new Map([...a].filter(([words, start]) => b.get(words) === start));
}

function common<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> {
  return a === b ? a : new Set([...a].filter((each) => b.has(each)));
}

/** A variable that was never set is unset where the script sets it itself later, and else whatever the environment says. */
function variableOf(shell: ShellBody, name: string): Variable {
  return (
    shell.variables.get(name) ??
    (shell.assigned.has(name) ? { kind: "unset" } : { kind: "scalar", texts: [HOLE] })
  );
}

type NamedItems = Extract<Variable, { kind: "array" }>;

/** A variable that may be either; null where they are the same. */
export function mergeVariables(a: Variable, b: Variable): Variable | null {
  if (a === b || isSame(a, b)) return null;
  if (a.kind === "array" && b.kind === "array")
    return a.byWord === true && b.byWord === true ? mergeNamed(a, b) : mergeArrays(a.items, b.items);
  if (isNoText(a) || isNoText(b)) return { kind: "scalar", texts: [HOLE] };
  const texts = withoutCovered([...new Set([...textsOf(a), ...textsOf(b)])]);
  return { kind: "scalar", texts: texts.length > MOST_ALTERNATIVES ? [HOLE] : texts };
}

function isNoText({ kind }: Variable): boolean {
  return kind === "array" || kind === "reference";
}

function mergeArrays(a: readonly string[], b: readonly string[]): Variable {
  const items = mergeWords(a, b);
  return { kind: "array", items, keys: items.map((_, index) => String(index)) };
}

/** What only one of them has may not be there. */
function mergeNamed(a: NamedItems, b: NamedItems): Variable {
  const keys = [...new Set([...a.keys, ...b.keys])];
  const items = keys.map((key) => {
    const item = a.items[a.keys.indexOf(key)];
    return item === b.items[b.keys.indexOf(key)] ? (item ?? HOLE) : HOLE;
  });
  return { kind: "array", items, keys, byWord: true };
}

/** Any text may be the empty one. */
function withoutCovered(texts: readonly string[]): readonly string[] {
  return texts.includes(HOLE) ? texts.filter((text) => text !== "") : texts;
}

function isSame(a: Variable, b: Variable): boolean {
  if (a.kind === "scalar" && b.kind === "scalar" && a.texts.length === 1 && b.texts.length === 1) {
    return a.texts[0] === b.texts[0];
  }
  return variableKey(a) === variableKey(b);
}

function textsOf(variable: Variable): readonly string[] {
  return variable.kind === "scalar" ? variable.texts : [""];
}

function mergeFiles(into: CowMap<string, WrittenFile>, other: CowMap<string, WrittenFile>): void {
  if (into.isShared(other)) return;
  for (const path of new Set([...into.keys(), ...other.keys()])) {
    const [one, two] = [into.get(path), other.get(path)];
    if (one !== two) into.set(path, eitherWritten(one, two));
  }
}

/** The decisions that both ways share: those on which they differ make no difference any more. */
function commonDecisions(a: Decision | null, b: Decision | null): Decision | null {
  let [left, right] = [a, b];
  while (left !== right) {
    if ((left?.depth ?? 0) > (right?.depth ?? 0)) left = left?.before ?? null;
    else if ((right?.depth ?? 0) > (left?.depth ?? 0)) right = right?.before ?? null;
    else {
      left = left?.before ?? null;
      right = right?.before ?? null;
    }
  }
  return left;
}
