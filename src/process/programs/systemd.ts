import type { Conduct, Source } from "./conduct.ts";
import { BRIEF, type Call, type ProgramRow, serves, sourceOf, varying } from "./program-row.ts";

const MANUAL = "https://www.freedesktop.org/software/systemd/man/latest/systemd.html#Signals";

/**
 * Not measured: systemd writes to a tree of control groups, which no container of the lab has to itself, and what it has
 * put there stays on the machine.
 */
export const systemd: readonly ProgramRow[] = [varying("systemd", MANUAL, manager)];

/** On SIGTERM the manager executes itself anew; SIGRTMIN+3 halts it. */
function manager({ argv, around }: Call, source: Source): Conduct {
  if (argv.some((word) => /^--(version|help|test)$/.test(word))) return BRIEF;
  return serves(source, { kind: around.signal === "SIGRTMIN+3" ? "ends" : "ignores" });
}

/** `/sbin/init` of a distribution that is not Alpine. */
export function systemdByPath(call: Call): Conduct | null {
  const { argv, around } = call;
  if (around.busybox || !/^(\/usr)?\/s?bin\/init$/.test(argv[0] ?? "")) return null;
  return manager(call, sourceOf(MANUAL, "systemd"));
}
