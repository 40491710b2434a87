import { breaksBy, consequenceOf, defineRule, placeOf, runningInWords } from "../src/rule.ts";

export default defineRule({
  id: "trap-wrong-target",
  summary: "The trap does not reach the service",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "handler-passes-nothing")) {
      const { starts, parentName, outcome } = broken;
      const does =
        outcome === "lost" ? `neither passes ${signal} on nor ends the script` : `does not pass ${signal} on`;
      const what = `${runningInWords(starts)}, and the trap of ${parentName} ${does}`;
      const help = "in the trap, `kill` every service by its pid, `wait` for all of them, and `exit`";
      report({ what, why: consequenceOf(broken, signal), help }, placeOf(target, broken, null));
    }
  },
});
