import { spanOf } from "../../mapped-text.ts";
import type { CaseItem, Word } from "../../shell/syntax.ts";
import { goesByPosix } from "./builtins/refusal.ts";
import { lettersOf, matchPattern } from "./expand/pattern.ts";
import { expandFields, expandPattern, expandTexts } from "./expand/words.ts";
import { failCommand, leaveFailed } from "./failures.ts";
import { branch, pop, push, replaceTop, type Successors } from "./fork.ts";
import type { Frame } from "./frames.ts";
import { flowOfPart } from "./nodes.ts";
import type { Process, ShellBody } from "./process.ts";
import { giveValue } from "./readonly.ts";
import { MOST_OPEN_ROUNDS } from "./rounds.ts";
import { forgetSubstitutions, startNextSubstitution } from "./substitutions.ts";
import type { System } from "./system.ts";
import type { Truth } from "./text.ts";
import { SOME_WORDS } from "./word-list.ts";

type ForFrame = Extract<Frame, { kind: "for" }>;
type CaseFrame = Extract<Frame, { kind: "case" }>;

/** `for` and `select` (which reads its answers from an empty standard input, and so ends at once). */
export function evaluateFor(system: System, process: Process, shell: ShellBody, frame: ForFrame): Successors {
  const { node, script, items } = frame;
  if (items === null) {
    if (startNextSubstitution(system, process, shell, script, node)) return null;
    const expander = { system, process, shell, script };
    const lists =
      node.wordlist === undefined
        ? [shell.positional]
        : expandFields(expander, node.wordlist).map((fields) => fields.map((field) => field.text));
    forgetSubstitutions(shell);
    if (shell.failed !== null) {
      leaveFailed(shell);
      return null;
    }
    const [only = []] = lists;
    if (lists.length > 1) {
      return branch(
        system,
        process,
        lists.map((list) => (twin) => replaceTop(twin, { ...frame, items: list })),
      );
    }
    replaceTop(shell, {
      ...frame,
      items: node.type === "Select" && process.stdin.kind === "empty" ? [] : only,
    });
    shell.status = 0;
    return null;
  }
  const item = items[frame.index];
  if (item === undefined) {
    pop(shell);
    return null;
  }
  if (item === SOME_WORDS && frame.some !== "taken") {
    return branch(system, process, [
      (twin) => replaceTop(twin, { ...frame, some: "taken" }),
      (twin) => replaceTop(twin, { ...frame, index: frame.index + 1 }),
    ]);
  }
  if (!giveValue(shell, node.name.value, { kind: "scalar", texts: [item] })) {
    pop(shell);
    failCommand(shell, goesByPosix(shell));
    return null;
  }
  const { parted } = system;
  const openRounds = frame.openRounds + (parted > frame.parted ? 1 : 0);
  // `for i in {30..0}` around an attempt: what it does is clear by then, and what it comes to with the last one.
  const next = openRounds > MOST_OPEN_ROUNDS ? Math.max(items.length - 1, frame.index + 1) : frame.index + 1;
  replaceTop(shell, { ...frame, index: next, parted, openRounds, some: null });
  const flow = { tail: false, tested: frame.flow.tested };
  push(shell, { kind: "list", script, flow, statements: node.body.commands, index: 0 });
  return null;
}

/** `case`: the first item whose pattern matches; where that is not known, each that may. */
export function evaluateCase(
  system: System,
  process: Process,
  shell: ShellBody,
  frame: CaseFrame,
): Successors {
  const { node, script, word } = frame;
  if (word === null) {
    if (startNextSubstitution(system, process, shell, script, node)) return null;
    const texts = expandTexts({ system, process, shell, script }, node.word);
    if (shell.failed !== null) {
      leaveFailed(shell);
      return null;
    }
    const [only = ""] = texts;
    if (texts.length > 1) {
      return branch(
        system,
        process,
        texts.map((text) => (twin) => replaceTop(twin, { ...frame, word: text })),
      );
    }
    replaceTop(shell, { ...frame, word: only });
    return null;
  }
  const item = node.items[frame.item];
  if (item === undefined) {
    pop(shell);
    shell.status = 0;
    return null;
  }
  const matched = frame.fallsThrough ? "yes" : matchItem(system, process, shell, frame, item, word);
  switch (matched) {
    case "no":
      replaceTop(shell, { ...frame, item: frame.item + 1 });
      return null;
    case "yes":
      takeItem(shell, frame, item);
      return null;
    case "either": {
      const span = spanOf(script.source, node.word.pos, node.word.end);
      const text = `${node.word.text} is ${item.pattern.map((pattern) => pattern.text).join("|")}`;
      return branch(system, process, [
        (twin, copy) => {
          copy.decide(span, text, true);
          takeItem(twin, frame, item);
        },
        (twin, copy) => {
          copy.decide(span, text, false);
          replaceTop(twin, { ...frame, item: frame.item + 1 });
        },
      ]);
    }
  }
}

function matchItem(
  system: System,
  process: Process,
  shell: ShellBody,
  { script }: CaseFrame,
  item: CaseItem,
  word: string,
): Truth {
  let best: Truth = "no";
  for (const pattern of item.pattern) {
    const result = matchPattern(lettersOf(shell, patternText(pattern)), lettersOf(shell, word));
    if (result === "yes") return "yes";
    if (result === "either") best = "either";
  }
  return best;

  function patternText(pattern: Word): string {
    return expandPattern({ system, process, shell, script }, pattern);
  }
}

function takeItem(shell: ShellBody, frame: CaseFrame, item: CaseItem): void {
  const { script } = frame;
  shell.status = 0;
  forgetSubstitutions(shell);
  const next = frame.item + 1;
  if (item.terminator === ";&") replaceTop(shell, { ...frame, item: next, fallsThrough: true });
  else if (item.terminator === ";;&") replaceTop(shell, { ...frame, item: next, fallsThrough: false });
  else pop(shell);
  const flow = flowOfPart(shell, frame.flow, "case");
  push(shell, { kind: "list", script, flow, statements: item.body.commands, index: 0 });
}
