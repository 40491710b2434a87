import {
  breaksBy,
  consequenceOf,
  defineRule,
  initInFront,
  inTheEnd,
  listInWords,
  oneLine,
  placeOf,
  runningInWords,
  type ShellBreak,
  stopSignalLine,
  type Target,
} from "../src/rule.ts";

export default defineRule({
  id: "keep-alive",
  summary: "The service runs as a daemon, and another command keeps the container alive",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "daemon")) {
      const { mend, keepsAlive, foreground } = broken.cause;
      const names = namesOf(broken);
      const what = `${runningInWords(broken.starts)}, and ${keepsAlive ?? broken.parentName} only keeps the container alive`;
      const help = helpOf(broken, foreground, target);
      const title = `start ${names} in the foreground`;
      const fix = mend === null ? null : ({ title, safety: "unsafe", edits: mend } as const);
      report({ what, why: consequenceOf(broken), help }, placeOf(target, broken, fix));
    }
    for (const broken of breaksBy(target, "idle")) {
      const { service } = broken;
      const what = `the container lives on by ${service.name} alone, which nothing ends on ${broken.signal}`;
      const why = `at every stop it is killed ${inTheEnd(broken.grace)}`;
      if (service.heeds === "never") {
        report(
          { what, why, help: helpAtTerminal(target, broken.signal) },
          { ...placeOf(target, broken, null), severity: "info" },
        );
        continue;
      }
      const inShell = `trap 'exit 0' ${broken.signal.replace(/^SIG/, "")}; ${service.name} … & wait`;
      const help = `put an init in front (${initInFront(target)}): below it the signal ends it at once; or let a shell end on it: \`${inShell}\`; where it stands in for a daemon, start that in the foreground`;
      report({ what, why, help }, { ...placeOf(target, broken, null), severity: "info" });
    }
  },
});

/** A shell that people type into, if they do. */
function helpAtTerminal(target: Target, signal: string): string {
  return `where nobody types into it, start \`sleep infinity\` in its place, below an init (${initInFront(target)}); a shell at a terminal ignores ${signal} below an init too, and ends on SIGHUP there: \`${stopSignalLine("HUP", target)}\``;
}

function namesOf({ starts }: ShellBreak): string {
  return listInWords(starts.map(({ name }) => name));
}

function helpOf(broken: ShellBreak, foreground: string | null, target: Target): string {
  const { starts, signal } = broken;
  const names = namesOf(broken);
  if (starts.length > 1)
    return `give ${names} a container each; or start them in the foreground behind \`&\`, pass ${signal} on in a trap and wait for all`;
  const end =
    foreground === null
      ? `start ${names} in the foreground, as the last command and with \`exec\``
      : `start it in the foreground: let the script end with \`${oneLine(foreground)}\``;
  return starts[0].service.heeds === "below-init"
    ? `${end}, below an init (${initInFront(target)}): as PID 1, ${names} does nothing on ${signal}`
    : end;
}
