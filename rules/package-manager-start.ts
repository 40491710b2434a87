import { breaksBy, consequenceOf, defineRule, execFix, placeOf } from "../src/rule.ts";

export default defineRule({
  id: "package-manager-start",
  summary: "A package manager starts the service, and its shell keeps it as a child",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "package-manager")) {
      const { wrapper, runs, inside } = broken;
      const service = inside?.name ?? runs;
      const what = `${wrapper.name} runs ${service} through a shell of its own`;
      const why = consequenceOf(broken, signal);
      const help = `start ${service} itself, without ${wrapper.name}`;
      report({ what, why, help }, placeOf(target, broken, inside === null ? null : execFix(inside)));
    }
  },
});
