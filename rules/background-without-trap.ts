import { replaceSpan } from "../src/fix/edit.ts";
import {
  type Break,
  consequenceOf,
  defineRule,
  type Fix,
  listInWords,
  type Said,
  severityOf,
} from "../src/rule.ts";

export default defineRule({
  id: "background-without-trap",
  summary: "The service runs behind `&`, and no trap passes the stop signal on and waits",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    const strings = target.shellForms.map(({ string }) => string);
    for (const broken of target.breaks) {
      const { background, starts, trace, outcome } = broken;
      if (background === null || strings.includes(starts[0].source)) continue;
      const names = starts.map(({ name }) => name);
      const why = consequenceOf(broken, names, signal);
      const severity = severityOf(target, broken.reach);
      const [word] = background.unknownWords;
      const place = {
        span: word?.span ?? starts[0].span,
        trace,
        outcome,
        severity,
        fix: fixOf(background, signal),
      };
      report({ ...sayHow(broken, background, names, signal), why }, place);
    }
  },
});

type Background = NonNullable<Break["background"]>;

function sayHow(
  { parent, parentName }: Break,
  { hasHandler, unknownWords }: Background,
  names: readonly string[],
  signal: string,
): Omit<Said, "why"> {
  const they = listInWords(names);
  const run = names.length > 1 ? "run" : "runs";
  const [word] = unknownWords;
  if (word !== undefined) {
    return {
      what: `${parentName} knows no signal ${word.written}, so this trap is never set`,
      help: `write \`${word.known}\`, which every shell knows`,
    };
  }
  if (parent.shell === null) {
    return {
      what: `${they} ${run} behind \`&\`, and ${parentName} has taken the place of the shell that started ${names.length > 1 ? "them" : "it"}`,
      help: "keep the shell: start everything with `&`, pass the signal on to each pid in a trap and wait for all; or give each service a container of its own",
    };
  }
  if (hasHandler && (parent.resting === "foreground" || parent.resting === "sleep")) {
    return {
      what: `${they} ${run} behind \`&\`, and the trap of ${parentName} cannot run while a command in the foreground does`,
      help: "start that command with `&` too, and `wait`: a trap interrupts `wait` at once",
    };
  }
  if (hasHandler) {
    return {
      what: `${they} ${run} behind \`&\`, and the trap of ${parentName} does not pass ${signal} on and wait`,
      help: "in the trap, `kill` every service by its pid, then `wait` for all of them: a `wait` that a trap interrupts returns at once",
    };
  }
  return {
    what: `${they} ${run} behind \`&\`, and ${parentName} has no trap for ${signal}`,
    help: "keep the pid of every service (`$!`), `kill` and `wait` for all of them in a trap, and end the script with `wait`",
  };
}

function fixOf({ unknownWords, trap }: Background, signal: string): Fix | null {
  if (unknownWords.length > 0) {
    const edits = unknownWords.map(({ span, known }) => replaceSpan(span, known));
    return { title: "use the name that every shell knows", safety: "safe", edits };
  }
  return trap === null
    ? null
    : { title: `pass ${signal} on in a trap, and wait`, safety: "unsafe", edits: trap };
}
