import { type MappedText, spanOf } from "../../mapped-text.ts";
import { absoluteImagePath } from "../../script/image-path.ts";
import { eachChild, type ShellScript } from "../../shell/parse.ts";
import type {
  ArithmeticCommandExpansion,
  CommandExpansionPart,
  ProcessSubstitutionPart,
  Redirection,
  SyntaxNode,
  Word,
} from "../../shell/syntax.ts";
import { HOLE, isKnown } from "../hole.ts";
import { startProcessSubstitution, startSubstitution } from "./children.ts";
import { readContainerFile } from "./container-files.ts";
import { CowMap } from "./cow-map.ts";
import type { Expander } from "./expand/variables.ts";
import { expandTexts } from "./expand/words.ts";
import { push } from "./fork.ts";
import { placeOf } from "./place.ts";
import type { Process, ShellBody } from "./process.ts";
import { processSubstitution } from "./redirections.ts";
import type { System } from "./system.ts";

/** What a command needs the output of: `$( … )`, there or in arithmetic, and what `mapfile < <( … )` reads to its end. */
export type OutputPart = CommandExpansionPart | ArithmeticCommandExpansion | ProcessSubstitutionPart;

interface Substitutions {
  /** Their output must be there before the command runs. */
  readonly commands: readonly OutputPart[];
  readonly processes: readonly ProcessSubstitutionPart[];
}

/** Each is a process, and so many at once are given up anyway. */
const MOST_PROCESSES = 50;

const NONE: Substitutions = { commands: [], processes: [] };
const found = new WeakMap<SyntaxNode, Substitutions>();

/**
 * Starts the next command substitution that the words of a node need; true when the shell now waits for one. Process
 * substitutions start with the last of them.
 */
export function startNextSubstitution(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  node: SyntaxNode,
): boolean {
  const { commands, processes } = substitutionsIn(node, script);
  const { substituted } = shell;
  // They are run in their order, so the next one is mostly at the place of how many there are.
  for (let index = hasRun(commands, substituted) ? substituted.size : 0; index < commands.length; index++) {
    const next = commands[index];
    if (next?.script === undefined || substituted.has(next)) continue;
    const inner = innerScript(script, next);
    const file = fileRead(inner);
    if (file !== null) {
      // Others run a command that is nothing but a redirection, and prints nothing.
      const text =
        shell.shell === "bash" ? readRedirected({ system, process, shell, script: inner }, file) : "";
      substituted.set(next, text);
      continue;
    }
    const isRead = next.type === "ProcessSubstitution";
    const child = startSubstitution(system, process, shell, inner, isRead);
    if (isRead) shell.background = child.pid;
    push(shell, { kind: "substituted", part: next, pid: child.pid });
    return true;
  }
  if (processes.length > MOST_PROCESSES) {
    system.giveUp("a command has more process substitutions than siglint follows", placeOf(script, node));
    return false;
  }
  for (const part of processes) {
    if (part.script === undefined) continue;
    const inner = { source: script.source, root: part.script };
    const { pid } = startProcessSubstitution(system, process, shell, inner, part.operator);
    // To bash it is the last background command as well (bash, Process Substitution).
    shell.background = pid;
  }
  return false;
}

/** A command is done, and with it what its substitutions came to. */
export function forgetSubstitutions(shell: ShellBody): void {
  if (shell.substituted.size > 0) shell.substituted = new CowMap();
}

/** Whether the last of as many substitutions as were run is among those; if not, other nodes have had some. */
function hasRun(commands: Substitutions["commands"], substituted: ShellBody["substituted"]): boolean {
  const last = commands[substituted.size - 1];
  return last !== undefined && substituted.has(last);
}

/** `$(< file)` is the text of the file (bash, Command Substitution); null for anything else. */
function fileRead(inner: ShellScript): Word | null {
  const [statement] = inner.root.commands;
  if (inner.root.commands.length !== 1 || statement?.command.type !== "Command") return null;
  const { name, redirects } = statement.command;
  const [redirect] = redirects;
  if (name !== undefined || redirect?.type !== "Redirect" || redirect.operator !== "<") return null;
  return redirect.target ?? null;
}

function readRedirected(expander: Expander, word: Word): string {
  const [name = HOLE] = expandTexts(expander, word);
  const path = isKnown(name) ? absoluteImagePath(name, expander.shell.workdir) : null;
  const file = path === null ? null : readContainerFile(expander.system, path);
  return file?.kind === "text" ? file.text.replace(/(?<!\n)\n+$/, "") : file?.kind === "missing" ? "" : HOLE;
}

/** A backtick script has offsets into its own decoded text: it is mapped to the whole substitution. */
function innerScript(script: ShellScript, part: OutputPart): ShellScript {
  const root = part.script;
  if (root === undefined) return script;
  if (root.source === undefined) return { source: script.source, root };
  const span = spanOf(script.source, part.pos, part.end);
  const piece = { at: 0, length: root.source.length, start: span.start, sourceLength: span.end - span.start };
  const source: MappedText = { text: root.source, file: span.file, pieces: [piece] };
  return { source, root };
}

function substitutionsIn(node: SyntaxNode, script: ShellScript): Substitutions {
  const known = found.get(node);
  if (known !== undefined) return known;
  // The body of a here-document stands behind its command.
  const bodies = node.type === "Command" ? node.redirects.flatMap(bodyOf) : [];
  const text = script.source.text.slice(node.pos, node.end) + bodies.join("");
  const result = /[`(]/.test(text) ? collect(node) : NONE;
  found.set(node, result);
  return result;
}

function readsToEnd(node: SyntaxNode): boolean {
  return node.type === "Command" && ["mapfile", "readarray"].includes(node.name?.text ?? "");
}

function bodyOf(redirect: Redirection): readonly string[] {
  return "body" in redirect && redirect.delimiter?.quoted !== true ? [redirect.body.text] : [];
}

function collect(node: SyntaxNode): Substitutions {
  const commands: OutputPart[] = [];
  const processes: ProcessSubstitutionPart[] = [];
  const visit = (child: SyntaxNode): void => {
    if (child.type === "CommandExpansion" || child.type === "ArithmeticCommandExpansion") {
      if (child.script !== undefined) commands.push(child);
    } else if (child.type === "Redirect" && processSubstitution(child) !== null) {
      const given = processSubstitution(child);
      // Others start it with the redirection.
      if (given?.operator === "<" && readsToEnd(node)) commands.push(given);
    } else if (child.type === "ProcessSubstitution") processes.push(child);
    else if (child.type !== "Script" && child.type !== "CompoundList") eachChild(child, visit);
  };
  eachChild(node, visit);
  return { commands, processes };
}
