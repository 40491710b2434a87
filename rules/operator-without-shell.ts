import { defineRule, faultsOf, placeOfFault } from "../src/rule.ts";

export default defineRule({
  id: "operator-without-shell",
  summary: "A command of compose has an operator that only a shell understands, and ends there",
  severity: "error",
  fixable: "never",
  check(target, report) {
    for (const fault of faultsOf(target, "dropped-rest")) {
      const { setting, operator, starts, rest } = fault;
      const isRedirection = /^[<>]/.test(operator);
      const said = {
        what: `compose runs no shell for \`${setting}\`, and stops to read at \`${operator}\``,
        why: isRedirection
          ? `\`${starts}\` is started without the redirection`
          : `\`${starts}\` is all that is started, and \`${rest}\` never runs`,
        help: isRedirection
          ? `leave it out and take the output from the container's log, or hand the line to a shell: \`sh -c "exec ${starts} ${operator} …"\``
          : 'hand the line to a shell, with `exec` in front of the service: `sh -c "… && exec …"`',
      };
      const place = placeOfFault(target, fault, null);
      report(said, isRedirection ? { ...place, severity: "warning" } : place);
    }
  },
});
