import { nameOf } from "../../../script/image-path.ts";
import { HOLE, isKnown } from "../../hole.ts";
import type { Call } from "../builtins/call.ts";
import { kill } from "../builtins/kill.ts";
import { matchExpression } from "../expand/regular-expression.ts";
import { deliver } from "../lifecycle.ts";
import { placeOf } from "../place.ts";
import type { Process } from "../process.ts";
import { write } from "../redirections.ts";
import { noteSent } from "../sent.ts";
import { readSignal } from "../signal-names.ts";
import { isBusybox } from "../surroundings.ts";
import { type Truth, truth } from "../text.ts";

/** `/bin/kill`: as the builtin, but it knows no jobs and takes every spelling of a signal. */
export function killProgram(call: Call): boolean {
  kill({ ...call, shell: call.shell });
  return true;
}

interface Query {
  readonly signal: string;
  /** Of pgrep and pkill the first counts; pidof and killall take each for a name. */
  readonly patterns: readonly string[];
  readonly exact: boolean;
  readonly full: boolean;
  readonly counts: boolean;
  readonly waits: boolean;
  /** `-o` and `-n`: the eldest, or the youngest, alone. */
  readonly only: "eldest" | "youngest" | null;
  readonly parents: readonly string[] | null;
}

const BY_NAME: ReadonlySet<string> = new Set(["pidof", "killall"]);

/** The options that decide which processes are meant (pgrep(1), pidof(8), killall(1)). */
function readQuery(call: Call): Query {
  let signal = "TERM";
  let parents: readonly string[] | null = null;
  const patterns: string[] = [];
  const letters: string[] = [];
  const words = call.words.slice(1);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word === "-P" || word === "--parent") parents = (words[++index] ?? "").split(",");
    else if (/^-P\d+/.test(word)) parents = [word.slice(2)];
    else if (word === "--signal" || word === "-s")
      signal = readSignal(words[++index] ?? "", "bash") ?? "TERM";
    else if (["-u", "-U", "-g", "-G", "-t", "-d", "-o", "-y"].includes(word) && !isEldest(call, word))
      index++;
    else if (word.startsWith("-") && word.length > 1) {
      const named = readSignal(word.slice(1), "bash");
      if (named !== null) signal = named;
      else letters.push(...(LONG_OPTIONS.get(word) ?? word.slice(1)));
    } else patterns.push(word);
  }
  return {
    signal,
    patterns,
    exact: letters.includes("x"),
    full: letters.includes("f"),
    counts: letters.includes("c"),
    waits: letters.includes("w"),
    only: letters.includes("o") ? "eldest" : letters.includes("n") ? "youngest" : null,
    parents,
  };
}

const LONG_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["--exact", "x"],
  ["--full", "f"],
  ["--count", "c"],
  ["--wait", "w"],
]);

/** `pgrep -o` has no value; that of killall and pidof has. */
function isEldest({ words }: Call, word: string): boolean {
  return word === "-o" && !BY_NAME.has(nameOf(words[0] ?? ""));
}

/** The processes that are meant; null where that is not known. */
function matching(call: Call, query: Query): readonly Process[] | null {
  const { patterns, parents } = query;
  if (!patterns.every(isKnown) || parents?.every(isKnown) === false) return null;
  const found: Process[] = [];
  for (const process of call.system.living()) {
    if (process.pid === call.process.pid && (call.process.pid !== 1 || parents !== null)) continue;
    if (parents !== null && !parents.includes(String(process.parent))) continue;
    const truth = patterns.length === 0 ? (parents === null ? "no" : "yes") : meant(call, process, query);
    if (truth === "either") return null;
    if (truth === "yes") found.push(process);
  }
  return query.only === null ? found : found.slice(...(query.only === "eldest" ? [0, 1] : [-1]));
}

/** A name that no process here ever had: something that siglint cannot see into may still have started it. */
function isUnheardOf(call: Call, query: Query): boolean {
  const { system } = call;
  if (query.patterns.length === 0 || query.parents !== null || system.scene.outside === "closed")
    return false;
  return [...system.processes.values()].every((process) => meant(call, process, query) === "no");
}

/** What the kernel keeps of a name (proc_pid_comm(5)). */
const LONGEST_NAME = 15;

function meant({ words }: Call, process: Process, { patterns, exact, full }: Query): Truth {
  // A shell goes by its own name; the name of its script is only in its command line.
  const name = process.body.kind === "shell" ? process.body.shell : nameOf(process.name);
  const [pattern = ""] = patterns;
  if (BY_NAME.has(nameOf(words[0] ?? ""))) return truth(patterns.some((each) => nameOf(each) === name));
  const expression = exact ? `^(${pattern})$` : pattern;
  if (!full) return matchExpression(expression, name.slice(0, LONGEST_NAME));
  // A server may write its whole path there, whatever it was called by.
  if (!exact && nameOf(process.name).includes(nameOf(pattern))) return "yes";
  return matchExpression(expression, process.commandLine ?? process.name);
}

/** `pgrep`, `pidof`: prints the pids. */
export function processSearch(call: Call): boolean {
  const { system, process, shell, words } = call;
  const query = readQuery(call);
  const found = matching(call, query);
  if (found === null) {
    shell.status = "unknown";
    return true;
  }
  if (found.length === 0 && isUnheardOf(call, query)) {
    write(system, process, HOLE);
    shell.status = "unknown";
    return true;
  }
  for (const other of found) system.expose(other.pid);
  const pids = found.map((other) => String(other.pid));
  const listed = words[0] === "pidof" ? `${pids.join(" ")}\n` : pids.map((pid) => `${pid}\n`).join("");
  write(system, process, query.counts ? `${pids.length}\n` : listed);
  shell.status = pids.length > 0 ? 0 : 1;
  return true;
}

/** `pkill`, `killall`: signals them. */
export function processKill(call: Call): boolean {
  const query = readQuery(call);
  return killFound(call, matching(call, query), query);
}

function killFound(
  call: Call,
  found: readonly Process[] | null,
  { signal, waits }: Pick<Query, "signal" | "waits">,
): boolean {
  const { system, shell, script, node } = call;
  if (found === null) {
    system.giveUp("the script signals processes by a name that the files do not tell", placeOf(script, node));
    return true;
  }
  noteSent(call, { signal, target: null, to: found.map(({ pid }) => pid) });
  for (const process of found) deliver(system, process.pid, signal);
  shell.status = found.length > 0 ? 0 : 1;
  const pids = found.map(({ pid }) => pid);
  if (waits && pids.length > 0) shell.waiting = { kind: "foreground", pids, last: pids.at(-1) ?? 0 };
  return true;
}

/** `ps -p pid`: whether it is there. `ps -o pid= --ppid pid`: its children. Other forms print what is not followed. */
export function listProcesses({ system, process, shell, words }: Call): boolean {
  const parent = pidBehind(words, "--ppid");
  if (parent !== null && !isBusybox(system.scene) && words.includes("pid=")) {
    const children = system.living().filter((other) => String(other.parent) === parent);
    for (const { pid } of children) system.expose(pid);
    write(system, process, children.map(({ pid }) => `${pid}\n`).join(""));
    shell.status = children.length > 0 ? 0 : 1;
    return true;
  }
  const pid = pidBehind(words, "-p") ?? pidBehind(words, "--pid");
  if (pid === null) return false;
  shell.status = system.alive(Number(pid)) === undefined ? 1 : 0;
  return true;
}

/** A pid behind an option; null where there is none. */
function pidBehind(words: readonly string[], option: string): string | null {
  const at = words.indexOf(option);
  const value =
    at < 0 ? words.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1) : words[at + 1];
  return value !== undefined && /^\d+$/.test(value) ? value : null;
}
