import { defineRule, faultsOf, mendFix, placeOfFault } from "../src/rule.ts";

export default defineRule({
  id: "script-line-endings",
  summary: "A script whose lines end in CR LF, as on Windows",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const fault of faultsOf(target, "carriage-returns")) {
      const { file, interpreter, mend } = fault;
      const said = {
        what: `the lines of ${file} end in CR LF`,
        why:
          interpreter === null
            ? "to a shell the CR is the last letter of every line, so commands get it in their arguments and `set -e` is an error"
            : `the CR counts as part of the first line, which then asks for \`${interpreter}\\r\`, and the container does not start`,
        help: `end its lines in LF, and keep them so with \`${file.slice(file.lastIndexOf("/") + 1)} text eol=lf\` in .gitattributes`,
      };
      report(said, placeOfFault(target, fault, mendFix(mend, "end its lines in LF")));
    }
  },
});
