import type { Call } from "../builtins/call.ts";
import { kill } from "../builtins/kill.ts";
import { push } from "../fork.ts";

/** `… | xargs kill`: kills what the pipe names, once all of it is there. */
export function killListed(call: Call): boolean {
  const { system, process, shell, script, node, flow, words } = call;
  const at = words.findIndex((word, index) => index > 0 && !/^-(r|-no-run-if-empty|0|t)$/.test(word));
  const { stdin } = process;
  if (words[at] !== "kill" || stdin.kind !== "pipe") return false;
  if (!system.allClosed(stdin.writers)) {
    push(shell, {
      kind: "command",
      script,
      flow,
      node,
      fields: words.map((text) => ({ text, word: null })),
    });
    const { writers } = stdin;
    const readsOutput = { withTraps: false };
    shell.waiting = { kind: "foreground", pids: writers, last: writers.at(-1) ?? 0, readsOutput };
    return true;
  }
  const listed = stdin.writers
    .flatMap((pid) => system.get(pid)?.output.split(/\s+/) ?? [])
    .filter((word) => word !== "");
  const isNeeded = listed.length > 0 || !words.slice(0, at).some((word) => /^-r$|^--no-run/.test(word));
  if (isNeeded) kill({ ...call, words: [...words.slice(at), ...listed] });
  else shell.status = 0;
  return true;
}
