import { breaksBy, consequenceOf, defineRule, placeOf } from "../src/rule.ts";

export default defineRule({
  id: "pipeline-service",
  summary: "The service is part of a pipeline, whose parts are children of the shell",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "pipeline")) {
      const [{ name }] = broken.starts;
      const what = `${name} is part of a pipeline, so ${broken.parentName} runs it as a child`;
      const help = `let ${name} write to standard output itself; in bash, \`exec ${name} > >(tee log)\` keeps the pipe`;
      report({ what, why: consequenceOf(broken, signal), help }, placeOf(target, broken, null));
    }
  },
});
