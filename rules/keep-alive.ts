import { breaksBy, consequenceOf, defineRule, listInWords, placeOf, runningInWords } from "../src/rule.ts";

export default defineRule({
  id: "keep-alive",
  summary: "The service runs as a daemon, and another command keeps the container alive",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "daemon")) {
      const names = listInWords(broken.starts.map(({ name }) => name));
      const what = `${runningInWords(broken.starts)}, and ${broken.parentName} only keeps the container alive`;
      const help = `start ${names} in the foreground, as the last command and with \`exec\``;
      report({ what, why: consequenceOf(broken, signal), help }, placeOf(target, broken, null));
    }
  },
});
