import { nameOf } from "../../../script/image-path.ts";
import { HOLE, isKnown } from "../../hole.ts";
import type { Call } from "../builtins/call.ts";
import { kill } from "../builtins/kill.ts";
import { deliver } from "../lifecycle.ts";
import { placeOf } from "../place.ts";
import type { Process } from "../process.ts";
import { write } from "../redirections.ts";
import { noteSent } from "../sent.ts";
import { readSignal } from "../signal-names.ts";

/** `/bin/kill`: as the builtin, but it knows no jobs and takes every spelling of a signal. */
export function killProgram(call: Call): boolean {
  kill({ ...call, shell: call.shell });
  return true;
}

interface Query {
  readonly signal: string;
  readonly pattern: string | null;
  readonly exact: boolean;
  readonly full: boolean;
  readonly parents: readonly string[] | null;
}

/** The options of pgrep and pkill that decide which processes are meant (pgrep(1)). */
function readQuery(call: Call): Query {
  let signal = "TERM";
  let pattern: string | null = null;
  let exact = false;
  let full = false;
  let parents: readonly string[] | null = null;
  const words = call.words.slice(1);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word === "-P" || word === "--parent") parents = (words[++index] ?? "").split(",");
    else if (/^-P\d+/.test(word)) parents = [word.slice(2)];
    else if (word === "--signal" || word === "-s")
      signal = readSignal(words[++index] ?? "", "bash") ?? "TERM";
    else if (["-u", "-U", "-g", "-G", "-t", "-d"].includes(word)) index++;
    else if (word.startsWith("-") && word.length > 1) {
      const named = readSignal(word.slice(1), "bash");
      if (named !== null) signal = named;
      if (/^-\w*x/.test(word)) exact = true;
      if (/^-\w*f/.test(word)) full = true;
    } else pattern = word;
  }
  return { signal, pattern, exact, full, parents };
}

function matching(call: Call, query: Query): readonly Process[] | null {
  if (query.pattern !== null && !isKnown(query.pattern)) return null;
  if (query.parents?.some((parent) => !isKnown(parent)) === true) return null;
  return call.system.living().filter((process) => {
    if (process.pid === call.process.pid && call.process.pid !== 1) return false;
    if (query.parents !== null && !query.parents.includes(String(process.parent))) return false;
    if (query.parents !== null && process.pid === call.process.pid) return false;
    return query.pattern === null ? query.parents !== null : matchesName(process, query, query.pattern);
  });
}

/** A name that no process here ever had: something that siglint cannot see into may still have started it. */
function isUnheardOf({ system }: Call, query: Query): boolean {
  const { pattern } = query;
  if (pattern === null || query.parents !== null || system.scene.outside === "closed") return false;
  return ![...system.processes.values()].some((process) => matchesName(process, query, pattern));
}

function matchesName(process: Process, query: Query, pattern: string): boolean {
  // A shell goes by its own name; the name of its script is only in its command line.
  const name = process.body.kind === "shell" && !query.full ? process.body.shell : nameOf(process.name);
  const plain = pattern.replace(/^\^|\$$/g, "").replace(/\[(.)\]/g, "$1");
  return query.exact ? name === plain : name.includes(nameOf(plain));
}

/** `pgrep`, `pidof`: prints the pids. */
export function processSearch(call: Call): boolean {
  const { system, process, shell, words } = call;
  const query = words[0] === "pidof" ? { ...readQuery(call), exact: true } : readQuery(call);
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
  write(
    system,
    process,
    words[0] === "pidof" ? `${pids.join(" ")}\n` : pids.map((pid) => `${pid}\n`).join(""),
  );
  shell.status = pids.length > 0 ? 0 : 1;
  return true;
}

/** `pkill`: signals them. */
export function processKill(call: Call): boolean {
  return killFound(call, matching(call, readQuery(call)), readQuery(call).signal);
}

/** `killall name …` */
export function killAll(call: Call): boolean {
  const query = readQuery(call);
  return killFound(call, matching(call, { ...query, exact: true }), query.signal);
}

function killFound(call: Call, found: readonly Process[] | null, signal: string): boolean {
  const { system, shell, script, node } = call;
  if (found === null) {
    system.giveUp("the script signals processes by a name that the files do not tell", placeOf(script, node));
    return true;
  }
  noteSent(call, { signal, target: null, to: found.map(({ pid }) => pid) });
  for (const process of found) deliver(system, process.pid, signal);
  shell.status = found.length > 0 ? 0 : 1;
  return true;
}

/** `ps -p pid`: whether it is there. Other forms print what no script can be followed by. */
export function listProcesses({ system, shell, words }: Call): boolean {
  const index = words.findIndex((word) => word === "-p" || word === "--pid");
  const pid = index === -1 ? undefined : words[index + 1];
  if (pid === undefined || !/^\d+$/.test(pid)) return false;
  shell.status = system.alive(Number(pid)) === undefined ? 1 : 0;
  return true;
}
