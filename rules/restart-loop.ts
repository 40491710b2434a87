import { breaksBy, consequenceOf, defineRule, placeOf } from "../src/rule.ts";

export default defineRule({
  id: "restart-loop",
  summary: "A loop of the script starts the service again and again, and passes no signal on",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "restart-loop")) {
      const [{ name }] = broken.starts;
      const what = `${broken.parentName} starts ${name} in a loop and waits for it each time`;
      const help = `start it once with \`exec ${name}\`, and let the container be restarted from outside (\`restart: unless-stopped\`, a Kubernetes Deployment)`;
      report({ what, why: consequenceOf(broken, signal), help }, placeOf(target, broken, null));
    }
  },
});
