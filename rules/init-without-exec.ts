import { breaksBy, consequenceOf, defineRule, execFix, mendInWords, oneLine, placeOf } from "../src/rule.ts";

export default defineRule({
  id: "init-without-exec",
  summary: "An init passes the signal on to a shell, which keeps the service as its child",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "below-init")) {
      const { starts, cause, parentName, signal } = broken;
      const [{ name, withExec, exec, deaf }] = starts;
      const { onStop } = cause.init;
      const isForAll = onStop?.kind === "forwards" && onStop.to !== "child";
      const what = isForAll
        ? `${cause.init.name} passes ${signal} on to ${parentName} and to ${name}, which is a child of that`
        : `${cause.init.name} passes ${signal} on to ${parentName} alone, and ${name} is a child of that`;
      const byHand =
        exec === null
          ? "make it the last command there and start it with `exec`: an init does not stand in for that"
          : `start it with \`${oneLine(withExec)}\`: an init does not stand in for that`;
      const help = deaf === null ? byHand : mendInWords(deaf, broken, target, "exec");
      report({ what, why: consequenceOf(broken), help }, placeOf(target, broken, execFix(starts[0])));
    }
  },
});
