import { breaksBy, consequenceOf, defineRule, mendInWords, placeOf } from "../src/rule.ts";

export default defineRule({
  id: "wrapper-blocks-signal",
  summary: "A program between PID 1 and the service does not pass the stop signal on",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "wrapper")) {
      const { wrapper, runs } = broken;
      const what = `${runs} is a child of ${wrapper.name}`;
      const why = consequenceOf(broken, signal);
      report({ what, why, help: mendInWords(wrapper, signal, "exec") }, placeOf(target, broken, null));
    }
  },
});
