import { defineRule, oneLine } from "../src/rule.ts";

export default defineRule({
  id: "code-after-exec",
  summary: "Commands stand behind an `exec` and can never run",
  severity: "warning",
  fixable: "never",
  check(target, report) {
    const { outcome } = target.stop;
    for (const { span, text, exec } of target.deadCode) {
      const said = {
        what: `\`${oneLine(text)}\` never runs: \`${oneLine(exec.text)}\` in front of it replaces the shell`,
        why: "nothing of this script is left to go on when the service has ended",
        help: "do it before the `exec`, or leave it out; what must run after the service needs the shell: start the service with `&`, pass the signal on in a trap, `wait`, and then go on",
      };
      report(said, { span, trace: [exec], outcome, severity: "warning", fix: null });
    }
  },
});
