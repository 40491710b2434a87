import { insertBefore } from "../src/fix/edit.ts";
import {
  type Break,
  consequenceOf,
  defineRule,
  type Fix,
  mendInWords,
  type Said,
  type Started,
  severityOf,
} from "../src/rule.ts";

export default defineRule({
  id: "missing-exec",
  summary: "A script runs the service as a child of the shell, which passes no signal on",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    const strings = target.shellForms.map(({ string }) => string);
    for (const broken of target.breaks) {
      const [start] = broken.starts;
      if (broken.kind === "background" || broken.kind === "detached" || strings.includes(start.source))
        continue;
      const { trace, outcome } = broken;
      report(
        { ...sayHow(broken, start, signal), why: consequenceOf(broken, [start.name], signal) },
        { span: start.span, trace, outcome, severity: severityOf(target, broken.reach), fix: fixOf(start) },
      );
    }
  },
});

function sayHow(broken: Break, start: Started, signal: string): Omit<Said, "why"> {
  const said = sayHop(broken, start);
  return start.deaf === null ? said : { ...said, help: mendInWords(start.deaf, signal, "exec") };
}

function sayHop({ kind, parent, parentName: shell }: Break, start: Started): Omit<Said, "why"> {
  const { name, exec, text } = start;
  switch (kind) {
    case "pipeline":
      return {
        what: `${name} is part of a pipeline, so ${shell} runs it as a child`,
        help: `let ${name} write to standard output itself; in bash, \`exec ${name} > >(tee log)\` keeps the pipe`,
      };
    case "subshell":
      return {
        what: `${name} runs in a subshell, a child of ${shell}`,
        help: `take the parentheses away and start it with \`exec ${text}\``,
      };
    case "substitution":
      return {
        what: `${shell} collects the output of ${name}, and runs it as a child for that`,
        help: `start it with \`exec ${name}\`, outside of \`$( )\``,
      };
    default: {
      const what = `${name} is a child of ${shell}${parent.pid === 1 ? ", which keeps PID 1" : ""}`;
      if (exec !== null) return { what, help: `start it with \`exec ${oneLine(text)}\`` };
      return {
        what,
        help: `make it the last command and start it with \`exec\`; where something must follow, start it with \`&\`, pass the signal on in a trap and wait for it`,
      };
    }
  }
}

function fixOf({ exec, name }: Started): Fix | null {
  if (exec === null) return null;
  return {
    title: `put \`exec\` in front of ${name}`,
    safety: exec.safe ? "safe" : "unsafe",
    edits: [insertBefore(exec.span, "exec ")],
  };
}

function oneLine(text: string): string {
  return text.includes("\n") ? `${text.slice(0, text.indexOf("\n")).replace(/\s*\\$/, "")} …` : text;
}
