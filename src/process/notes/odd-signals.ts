import type { MappedText } from "../../mapped-text.ts";
import { readShebang } from "../../shell/interpreter.ts";
import { eachChild, parseShell } from "../../shell/parse.ts";
import type { Command, SyntaxNode, Word } from "../../shell/syntax.ts";
import type { ShellName } from "../../start/base-image.ts";
import type { Start } from "../../start/start-command.ts";
import { shellNamed } from "../machine/shell-names.ts";
import { isPseudoSignal, readSignal, shortSignal } from "../machine/signal-names.ts";
import { shellInWords } from "../names-in-words.ts";
import { signalsOf, signalWord } from "../signal-words.ts";
import type { ProcessNode, Stop } from "../stop.ts";
import type { OddSignal } from "./note.ts";

/** The signals of `trap`s that are surely come to, but that their shell does not know, or nobody can trap (POSIX, `trap`). */
export function findOddSignals(
  scripts: readonly MappedText[],
  stop: Stop,
  start: Start,
): readonly OddSignal[] {
  return scripts.flatMap((source) => {
    const shell = shellOf(source, stop, start);
    if (shell === null) return [];
    const traps = sureCommands(parseShell(source).root).filter(isPlainTrap);
    const words = traps.map(({ args }) => signalsOf(args));
    const named = words.flat().flatMap(({ value }) => readSignal(value, shell) ?? []);
    // Named once more in a way that the shell knows: the author is aware of it.
    const isMeant = ({ value }: Word): boolean =>
      !named.includes(shortSignal(value)) || isUntrappable(value, shell);
    return words.flatMap((each) => oddSignals(each.filter(isMeant), source, shell));
  });
}

/** By the play, else by its first line; null where that leaves it open. */
function shellOf(source: MappedText, stop: Stop, { image }: Start): ShellName | null {
  const { sh } = image.base;
  const program = readShebang(source.text)?.program ?? "";
  const isOpen = sh.kind !== "known" && !/bash$|dash$|ash$/.test(program);
  if (isOpen) return null;
  const played = stop.plays.flatMap(({ tree }) => shellsIn(tree, source));
  const [first, ...others] = new Set(played);
  if (first !== undefined) return others.length === 0 ? first : null;
  const named = shellNamed(program, { binSh: sh.kind === "known" ? sh.shell : "dash" });
  return named.kind === "known" ? named.shell : null;
}

function shellsIn(node: ProcessNode, source: MappedText): readonly ShellName[] {
  const own = node.launches.flatMap(({ site }) => (site?.script.source === source ? site.shell : []));
  return [...own, ...node.children.flatMap((child) => shellsIn(child, source))];
}

/** What surely runs, where anything does. */
const SURE: ReadonlySet<SyntaxNode["type"]> = new Set([
  "Script",
  "CompoundList",
  "Statement",
  "Function",
  "BraceGroup",
]);

/** The commands around which no condition stands. */
function sureCommands(root: SyntaxNode): readonly Command[] {
  const found: Command[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command") found.push(node);
    else if (SURE.has(node.type)) eachChild(node, visit);
  };
  visit(root);
  return found;
}

/** Its complaints are not sent away. */
function isPlainTrap({ name, args: [action], redirects }: Command): boolean {
  if (name?.value !== "trap" || redirects.length > 0) return false;
  return action?.type === "Word" && action.value !== "-";
}

function oddSignals(words: readonly Word[], source: MappedText, shell: ShellName): readonly OddSignal[] {
  return (["unknown", "untrappable"] as const).flatMap((fault) => {
    const [first, ...others] = words
      .filter((word) => faultOf(word, shell) === fault)
      .map((word) => signalWord(source, word));
    if (first === undefined) return [];
    return [
      {
        kind: "odd-signal",
        words: [first, ...others],
        fault,
        shell: shellInWords(shell),
        endsThere:
          shell === "dash" &&
          /^#!.*[ \t]-[0-9A-Za-df-z_]*e|^[ \t]*set[ \t]+(-[0-9A-Za-df-z_]*e|-o[ \t]+errexit)/m.test(
            source.text,
          ),
        span: first.span,
        trace: [],
      },
    ];
  });
}

/** Null also where nobody knows: what holds a variable or is no name at all; busybox knows ERR from 1.35 on. */
function faultOf({ value }: Word, shell: ShellName): OddSignal["fault"] | null {
  if (isUntrappable(value, shell)) return "untrappable";
  const isOpen = shell === "ash" && isPseudoSignal(value);
  return readSignal(value, shell) === null && /^[A-Za-z]+\d?$/.test(value) && !isOpen ? "unknown" : null;
}

function isUntrappable(value: string, shell: ShellName): boolean {
  const signal = readSignal(value, shell);
  return signal === "KILL" || signal === "STOP";
}
