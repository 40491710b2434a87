import { breaksBy, consequenceOf, defineRule, placeOf, runningInWords } from "../src/rule.ts";

export default defineRule({
  id: "trap-blocked",
  summary: "The trap cannot run while the shell waits for a command in its foreground",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "handler-blocked")) {
      const { starts, parentName, cause } = broken;
      const blocker = cause.waitsFor ?? "the command in the foreground";
      const what = `${runningInWords(starts)}, and the trap of ${parentName} cannot run before ${blocker} has ended`;
      const help = "start that command with `&` too, and `wait`: a trap interrupts `wait` at once";
      report({ what, why: consequenceOf(broken, signal), help }, placeOf(target, broken, null));
    }
  },
});
