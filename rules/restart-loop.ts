import { breaksBy, consequenceOf, defineRule, oneLine, placeOf } from "../src/rule.ts";

export default defineRule({
  id: "restart-loop",
  summary: "A loop of the script starts the service again and again, and passes no signal on",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "restart-loop")) {
      const { starts, parentName, cause } = broken;
      const [{ name, withExec }] = starts;
      const what = `${parentName} starts ${name} in a loop and waits for it each time`;
      const help = `leave restarts to the container's restart policy (\`restart: unless-stopped\`, a Kubernetes Deployment), and start it once with \`${oneLine(withExec)}\``;
      const title = `start ${name} once, with \`exec\``;
      const fix = cause.mend === null ? null : ({ title, safety: "unsafe", edits: cause.mend } as const);
      report({ what, why: consequenceOf(broken), help }, placeOf(target, broken, fix));
    }
  },
});
