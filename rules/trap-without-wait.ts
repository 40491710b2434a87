import {
  type BreakBy,
  breaksBy,
  consequenceOf,
  defineRule,
  placeAt,
  runningInWords,
  type Said,
} from "../src/rule.ts";

export default defineRule({
  id: "trap-without-wait",
  summary: "The trap passes the signal on, but what comes then is not the service's end",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "handler-leaves", "handler-goes-on")) {
      const { handler, mends } = broken.cause;
      const why = consequenceOf(broken);
      report({ ...sayThen(broken), why }, placeAt(target, broken, handler.span, ...mends));
    }
  },
});

function sayThen(broken: BreakBy<"handler-leaves"> | BreakBy<"handler-goes-on">): Omit<Said, "why"> {
  const { cause, starts, parentName } = broken;
  const of = `${runningInWords(starts)}, and`;
  if (cause.kind === "handler-goes-on" && cause.waitsForReader)
    return {
      what: `${of} the plain \`wait\` of ${parentName} is for \`>( … )\` too, which reads until ${parentName} ends`,
      help: 'wait for the services alone, by their process ids: `wait "$pid"`',
    };
  if (cause.kind === "handler-goes-on") {
    const then = cause.startsAnew ? "goes round its loop once more" : "goes on";
    return {
      what: `${of} when the trap of ${parentName} is done the script ${then}`,
      help: "end the trap with `exit`, behind a `wait` for every service",
    };
  }
  if (cause.isHard)
    return {
      what: `${of} the trap of ${parentName} sends SIGKILL, which leaves no time for anything`,
      help: "send the stop signal in the trap (`kill -TERM`), and `wait` until the service has ended",
    };
  return {
    what: `${of} the trap of ${parentName} does not wait`,
    help: "in the trap, `wait` for every service after the `kill`: a `wait` that a trap interrupts returns at once",
  };
}
