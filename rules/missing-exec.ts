import {
  breaksBy,
  consequenceOf,
  defineRule,
  execFix,
  type Fix,
  mendInWords,
  oneLine,
  placeOf,
  type Said,
  type ShellBreak,
} from "../src/rule.ts";

export default defineRule({
  id: "missing-exec",
  summary: "A script runs the service as a child of the shell, which passes no signal on",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "script", "subshell", "substitution")) {
      const [start] = broken.starts;
      const why = consequenceOf(broken);
      const said = sayHop(broken);
      const help = start.deaf === null ? said.help : mendInWords(start.deaf, broken, target, "exec");
      report({ ...said, why, help }, placeOf(target, broken, fixOf(broken)));
    }
  },
});

function fixOf({ cause, starts: [start] }: ShellBreak): Fix | null {
  const mend = cause.kind === "subshell" ? cause.mend : null;
  if (mend === null) return execFix(start);
  return {
    title: `take the parentheses away, with \`exec\` in front of ${start.name}`,
    safety: "safe",
    edits: mend,
  };
}

function sayHop({ cause, isPid1, parentName: shell, starts: [start] }: ShellBreak): Omit<Said, "why"> {
  const { name, exec, withExec } = start;
  switch (cause.kind) {
    case "subshell":
      return {
        what: `${name} runs in a subshell, a child of ${shell}`,
        help: `take the parentheses away and start it with \`${oneLine(withExec)}\``,
      };
    case "substitution":
      return {
        what: `${shell} collects the output of ${name}, and runs it as a child for that`,
        help: `start it with \`exec ${name}\`, outside of \`$( )\``,
      };
    default: {
      const what = `${name} is a child of ${shell}${isPid1 ? ", which keeps PID 1" : ""}`;
      if (exec !== null) return { what, help: `start it with \`${oneLine(withExec)}\`` };
      return {
        what,
        help: "make it the last command and start it with `exec`; where something must follow, start it with `&`, pass the signal on in a trap and wait for it",
      };
    }
  }
}
