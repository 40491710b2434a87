import { breaksBy, consequenceOf, defineRule, mendInWords, placeOf } from "../src/rule.ts";

export default defineRule({
  id: "stop-signal",
  summary: "The stop signal is not one on which the service stops",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "deaf-service")) {
      const { service } = broken;
      const what = `${service.name} does not end on ${signal}`;
      const why = consequenceOf(broken, signal);
      report({ what, why, help: mendInWords(service, signal, "exec") }, placeOf(target, broken, null));
    }
  },
});
