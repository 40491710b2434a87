import { defineRule, faultsOf, mendFix, placeOfFault } from "../src/rule.ts";

export default defineRule({
  id: "script-not-executable",
  summary: "The start command runs a file that nobody may execute",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const fault of faultsOf(target, "locked-file")) {
      const { name, file, mend } = fault;
      const said = {
        what: `${name} has no execute bit in the image`,
        why: "nobody may run it, not even root, and the container does not start",
        help:
          file === null
            ? "give it one: `--chmod=755` at a COPY, `chmod +x` in a RUN"
            : `copy it with \`--chmod=755\`, or set the bit in git with \`git update-index --chmod=+x ${file}\``,
      };
      report(said, placeOfFault(target, fault, mendFix(mend, "let the build set the execute bit")));
    }
  },
});
