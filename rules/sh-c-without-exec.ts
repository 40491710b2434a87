import {
  type BreakBy,
  breaksBy,
  consequenceOf,
  defineRule,
  execFix,
  mendInWords,
  oneLine,
  placeOf,
  type ShellBreak,
  type Target,
} from "../src/rule.ts";

export default defineRule({
  id: "sh-c-without-exec",
  summary: "The shell behind `sh -c` stays, and the service is its child",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "command-string")) {
      const [start] = broken.starts;
      const what = `${whoStays(broken)}, with ${start.name} as its child`;
      const why = consequenceOf(broken);
      report({ what, why, help: helpOf(broken, target) }, placeOf(target, broken, execFix(start)));
    }
  },
});

function whoStays({ cause: { by }, parentName }: BreakBy<"command-string">): string {
  return by === null
    ? `${parentName} runs the string behind \`-c\` and stays`
    : `${by} runs this line through ${parentName}, which stays`;
}

function helpOf(broken: ShellBreak, target: Target): string {
  const [{ deaf, exec, withExec }] = broken.starts;
  if (deaf !== null) return mendInWords(deaf, broken, target, "exec");
  return exec === null
    ? "move the commands into a script that starts the service with `exec`, last"
    : `write \`exec\` in front of it: \`${oneLine(withExec)}\``;
}
