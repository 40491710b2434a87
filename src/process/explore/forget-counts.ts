import { HOLE } from "../hole.ts";
import type { ShellBody } from "../machine/process.ts";
import type { System } from "../machine/system.ts";
import { writtenKey, writtenText } from "../machine/written-file.ts";
import { variableKey } from "./frames-key.ts";
import { pidsRanked } from "./state-key.ts";

/**
 * A loop has come to the same place again and again, and counts: what its shells' variables and the files they write held
 * there `before` and do no more may from now on be anything. The pids of children that each round starts anew stay what
 * they are.
 */
export function forgetCounts(system: System, before: System): void {
  const [ranked, rankedBefore] = [pidsRanked(system), pidsRanked(before)];
  for (const { pid, body } of system.living()) {
    const twin = before.get(pid);
    if (body.kind !== "shell" || twin?.body.kind !== "shell") continue;
    for (const name of changing(body, ranked, twin.body, rankedBefore))
      body.variables.set(name, { kind: "scalar", texts: [HOLE] });
  }
  for (const [path, written] of [...system.files.entries()]) {
    const old = before.files.get(path);
    if (written.kind !== "text" || old === undefined) continue;
    if (ranked(writtenKey(written)) !== rankedBefore(writtenKey(old)))
      system.files.set(path, writtenText(HOLE));
  }
}

type Ranked = (text: string) => string;

function changing(shell: ShellBody, ranked: Ranked, before: ShellBody, rankedBefore: Ranked): string[] {
  return [...shell.variables.entries()].flatMap(([name, variable]) => {
    const old = before.variables.get(name);
    const isSame = old !== undefined && ranked(variableKey(variable)) === rankedBefore(variableKey(old));
    return isSame ? [] : [name];
  });
}
