import { breaksBy, consequenceOf, defineRule, placeOf, runningInWords } from "../src/rule.ts";

export default defineRule({
  id: "background-orphan",
  summary: "A second service runs behind `&`, beside one that the container rests on",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "orphan")) {
      const { parent, parentName, starts } = broken;
      const runs = runningInWords(starts);
      const what =
        parent.shell === null
          ? `${runs}, and ${parentName} has taken the place of the shell that started ${starts.length > 1 ? "them" : "it"}`
          : `${runs}, and ${parentName} has no trap for ${signal}`;
      const help =
        "keep the shell: start everything with `&`, pass the signal on to each pid in a trap and wait for all; or give each service a container of its own";
      report({ what, why: consequenceOf(broken, signal), help }, placeOf(target, broken));
    }
  },
});
