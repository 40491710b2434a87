import { replaceSpan } from "../src/fix/edit.ts";
import {
  type Break,
  consequenceOf,
  defineRule,
  type Fix,
  listInWords,
  mendInWords,
  runningInWords,
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
      report({ ...sayHow(broken, background, signal), why }, place);
    }
  },
});

type Background = NonNullable<Break["background"]>;

function sayHow(broken: Break, background: Background, signal: string): Omit<Said, "why"> {
  const { parent, parentName, starts } = broken;
  const [word] = background.unknownWords;
  if (word !== undefined) {
    return {
      what: `${parentName} knows no signal ${word.written}, so this trap is never set`,
      help: `write \`${word.known}\`, which every shell knows`,
    };
  }
  const runs = runningInWords(starts);
  if (parent.shell === null) {
    return {
      what: `${runs}, and ${parentName} has taken the place of the shell that started ${starts.length > 1 ? "them" : "it"}`,
      help: "keep the shell: start everything with `&`, pass the signal on to each pid in a trap and wait for all; or give each service a container of its own",
    };
  }
  const { handler } = background;
  const said =
    handler === null ? sayNoHandler(broken, runs, signal) : sayHandler(broken, handler, runs, signal);
  const deaf = starts.find((start) => start.deaf !== null)?.deaf ?? null;
  return deaf === null ? said : { ...said, help: mendInWords(deaf, signal, "trap") };
}

function sayNoHandler({ parentName, starts }: Break, runs: string, signal: string): Omit<Said, "why"> {
  const daemons = listInWords(starts.flatMap(({ kind, name }) => (kind === "detached" ? name : [])));
  const first = daemons === "" ? "" : `start ${daemons} so that it stays in the foreground, and with \`&\`; `;
  return {
    what: `${runs}, and ${parentName} has no trap for ${signal}`,
    help: `${first}keep the pid of every service (\`$!\`), \`kill\` and \`wait\` for all of them in a trap, and end the script with \`wait\``,
  };
}

function sayHandler(
  { parentName, outcome }: Break,
  handler: NonNullable<Background["handler"]>,
  runs: string,
  signal: string,
): Omit<Said, "why"> {
  const what = `${runs}, and the trap of ${parentName}`;
  switch (handler.kind) {
    case "waits":
      return {
        what: `${what} cannot run before ${handler.command ?? "the command in the foreground"} has ended`,
        help: "start that command with `&` too, and `wait`: a trap interrupts `wait` at once",
      };
    case "passes-nothing-on":
      return {
        what: `${what} ${outcome === "lost" ? `neither passes ${signal} on nor ends the script` : `does not pass ${signal} on`}`,
        help: "in the trap, `kill` every service by its pid, `wait` for all of them, and `exit`",
      };
    case "leaves-early":
      return {
        what: `${what} does not wait`,
        help: "in the trap, `wait` for every service after the `kill`: a `wait` that a trap interrupts returns at once",
      };
    case "goes-on":
      return {
        what: `${runs}, and when the trap of ${parentName} is done the script goes on`,
        help: "end the trap with `exit`, behind a `wait` for every service",
      };
  }
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
