import { breaksBy, consequenceOf, defineRule, placeOf, sentSignal, wrapperInWords } from "../src/rule.ts";

export default defineRule({
  id: "wrapper-blocks-signal",
  summary: "A program between PID 1 and the service does not pass the stop signal on, or does not wait",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "wrapper")) {
      const { wrapper, runs, advice, inString, instead } = broken;
      const why = consequenceOf(broken);
      const help = advice ?? `start ${runs} itself, without ${wrapper.name}`;
      const otherFixes = instead === null ? [] : [instead];
      const place = { ...placeOf(target, broken, inString), otherFixes };
      const said = { what: wrapperInWords(broken), why, help };
      // A service that handles the other signal too ends well.
      const depends = wrapper.signal === "forwarded" && sentSignal(wrapper, target.stop.signal) !== null;
      report(said, depends ? { ...place, severity: "warning" } : place);
    }
  },
});
