import { breaksBy, consequenceOf, defineRule, placeOf, runningInWords } from "../src/rule.ts";

export default defineRule({
  id: "trap-without-wait",
  summary: "The trap passes the signal on, but what comes then is not the service's end",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "handler-leaves", "handler-goes-on")) {
      const runs = runningInWords(broken.starts);
      const said =
        broken.cause.kind === "handler-leaves"
          ? {
              what: `${runs}, and the trap of ${broken.parentName} does not wait`,
              help: "in the trap, `wait` for every service after the `kill`: a `wait` that a trap interrupts returns at once",
            }
          : {
              what: `${runs}, and when the trap of ${broken.parentName} is done the script goes on`,
              help: "end the trap with `exit`, behind a `wait` for every service",
            };
      report({ ...said, why: consequenceOf(broken, signal) }, placeOf(target, broken, null));
    }
  },
});
