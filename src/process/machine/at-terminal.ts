import type { ShellName } from "../../start/base-image.ts";
import { commandText } from "./launch-site.ts";
import type { Process, ProgramBody } from "./process.ts";
import { shortSignal } from "./signal-names.ts";
import type { System } from "./system.ts";

/**
 * The container has a terminal, or must have one: with a server in the background, as in `service nginx start && bash`, it
 * would end at once without. A shell that comes from the command line (`exec "$@"`) is what somebody asked for this time.
 */
export function isGivenTerminal(system: System, process: Process): boolean {
  if (system.scene.terminal === true) return process.launches.at(-1)?.hop !== "background";
  const launch = process.launches.at(-1);
  if (system.scene.outside !== "open" || launch === undefined || launch.site === null) return false;
  const isWritten = commandText(launch.site).includes(launch.name);
  return isWritten && system.living().some(({ body }) => body.kind === "program" && body.role === "service");
}

/**
 * A shell that people type into: it waits for them, and ignores SIGTERM (bash, Signals; POSIX, sh). On SIGHUP bash ends;
 * the others have no handler for it.
 */
export function atTerminal({ scene }: System, shell: ShellName): ProgramBody {
  const onHangUp = shell === "bash" ? "ends" : "default";
  return {
    kind: "program",
    role: "rest",
    onStop: { kind: shortSignal(scene.stopSignal) === "HUP" ? onHangUp : "ignores" },
    endsAt: null,
    status: 0,
    readsFrom: null,
    filter: null,
    isEndless: false,
  };
}
