import type { ScriptContext } from "./package-script.ts";

/** What starts a command as another user and does not stay, as a clause to follow; the user where the words tell. */
export function withoutSu(
  words: readonly (string | null)[],
  { start }: ScriptContext,
): { readonly advice: string; readonly words: null } {
  const user = userOf(words) ?? "USER";
  const { sh } = start.image.base;
  const isBusybox = sh.kind === "known" && sh.shell === "ash";
  const own = isBusybox
    ? `\`exec su-exec ${user} …\``
    : `\`exec gosu ${user} …\` or \`exec setpriv --reuid=${user} --regid=${user} --init-groups …\``;
  const name = words[0] ?? "su";
  return {
    advice: `start it with ${own}, which become the command: ${name} stays, and sends SIGKILL 2 s after the stop signal`,
    words: null,
  };
}

const VALUED = /^(-[csgGwu]|--(command|session-command|shell|group|supp-group|whitelist-environment))$/;

/** The user is the first word that is no option and belongs to none (su(1)); `runuser -u user`. */
function userOf(words: readonly (string | null)[]): string | null {
  const named = words.findIndex((word) => word === "-u" || word === "--user");
  if (named !== -1) return words[named + 1] ?? null;
  for (let at = 1; at < words.length; at++) {
    const word = words[at];
    if (word === null || word === undefined) return null;
    if (VALUED.test(word)) at++;
    else if (!word.startsWith("-")) return word;
  }
  return null;
}
