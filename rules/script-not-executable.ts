import { defineRule, faultsOf, mendFix, placeOfFault } from "../src/rule.ts";

export default defineRule({
  id: "script-not-executable",
  summary: "The start command runs a file that nobody may execute",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const mode =
      target.id.kind === "compose"
        ? "`mode: 0755` where the service is given it"
        : "`defaultMode: 0755` at the volume that brings it";
    for (const fault of faultsOf(target, "locked-file")) {
      const { name, file, broughtBy, mend } = fault;
      const inGit = `set the bit in git with \`git update-index --chmod=+x ${file}\``;
      const said = {
        what: `${name} has no execute bit${broughtBy === "build" ? " in the image" : ""}`,
        why: "nobody may run it, not even root, and the container does not start",
        help:
          broughtBy === "text-mount"
            ? `set ${mode}, or start it with its shell: \`sh\` in front`
            : broughtBy === "file-mount"
              ? inGit
              : file === null
                ? "give it one: `--chmod=755` at a COPY, `chmod +x` in a RUN"
                : `copy it with \`--chmod=755\`, or ${inGit}`,
      };
      report(said, placeOfFault(target, fault, mendFix(mend, "let the build set the execute bit")));
    }
  },
});
