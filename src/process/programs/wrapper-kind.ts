import { nameOf } from "../../script/image-path.ts";
import { inits } from "./inits.ts";
import { packageManagers } from "./package-managers.ts";
import { processManagers } from "./process-managers.ts";

const INITS: ReadonlySet<string> = new Set(inits.flatMap(({ names }) => names));
const MANAGERS: ReadonlySet<string> = new Set(packageManagers.flatMap(({ names }) => names));

/** Made to be PID 1: tini, dumb-init, docker-init. */
export function isInit(name: string): boolean {
  return INITS.has(nameOf(name));
}

/** Runs a script of package.json. */
export function isPackageManager(name: string): boolean {
  return MANAGERS.has(nameOf(name));
}

const SHELL_STARTERS: ReadonlySet<string> = new Set("su runuser sg script flock watch".split(" "));

/** Has an option by which it runs a string through a shell of its own, in the place of a command: `su -c`. */
export function hasOwnShell(name: string): boolean {
  return SHELL_STARTERS.has(nameOf(name));
}

const SUPERVISORS: ReadonlySet<string> = new Set(processManagers.flatMap(({ names }) => names));

/** Stops its programs in a way of its own: supervisord, pm2. */
export function isSupervisor(name: string): boolean {
  return SUPERVISORS.has(nameOf(name));
}
