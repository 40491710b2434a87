import { isKnown } from "../hole.ts";
import type { Call } from "./builtins/call.ts";
import type { Successors } from "./fork.ts";
import { conductOfNamed } from "./launch.ts";
import { whatFollows } from "./launch-site.ts";
import { placeOf } from "./place.ts";

/** Files that bring settings, and no functions that a script calls: `/etc/profile`, `activate`, `.env`, `/etc/default/app`. */
const SETTINGS =
  /(^|[/.])(profile|activate|environment|envvars|env|conf|cfg|config|[a-z]*rc)$|(set)?env\.(ba)?sh$|\/setup\.(ba)?sh$|\/etc\/(default|sysconfig|profile\.d|conf\.d)\//;

/** Whether a file that a shell reads, and siglint cannot, may define functions. */
export function mayDefineFunctions(path: string): boolean {
  return !SETTINGS.test(path);
}

/** Names of functions rather than of programs: `docker_setup_env`, `checkConfig`, `main`, `die`. */
const FUNCTION_NAME =
  /^([a-zA-Z][a-zA-Z0-9]*_\w*|[a-z]+[A-Z]\w*|main|die|usage|fail|abort|setup|init|initialize)$/;

/** The command is named as functions are, siglint knows no program of that name, and a file it has not read may define one. */
export function mayBeFunction({ system, process, shell, args, words }: Call): boolean {
  const [name = ""] = words;
  if (shell.unread === null || shell.subshell || !isKnown(name) || !FUNCTION_NAME.test(name)) return false;
  return conductOfNamed(system, process, args)?.kind === "stranger";
}

/** What such a function does is not told; it ends where the script has more to do, or else nobody knows. */
export function callUnread({ system, shell, script, node, words }: Call): Successors {
  shell.status = "unknown";
  if (whatFollows(shell.frames) === "nothing")
    system.giveUp(
      `${words[0]} may be a function of ${shell.unread}, which siglint cannot read`,
      placeOf(script, node),
    );
  return null;
}
