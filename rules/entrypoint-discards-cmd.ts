import { defineRule, faultsOf, placeOfFault, type Said, type StartFault } from "../src/rule.ts";

export default defineRule({
  id: "entrypoint-discards-cmd",
  summary: "ENTRYPOINT makes nothing of what CMD says",
  severity: "error",
  fixable: "never",
  check(target, report) {
    for (const fault of faultsOf(target, "discarded-command"))
      report(say(fault), placeOfFault(target, fault, null));
  },
});

function say({ by, starts, certain }: Extract<StartFault, { kind: "discarded-command" }>): Said {
  switch (by) {
    case "shell-form":
      return {
        what: "ENTRYPOINT in shell form makes nothing of this CMD, nor of arguments to `docker run`",
        why: `a shell runs \`${starts}\`, and takes the words of CMD for parameters that the string does not read`,
        help: "write ENTRYPOINT as a JSON array, or move the words of CMD into it",
      };
    case "string":
      return {
        what: `the string \`${starts}\` of ENTRYPOINT makes nothing of this CMD`,
        why: "what stands behind a `-c` string are its parameters `$0`, `$1` and so on, and it reads none",
        help: 'pass them on in the string with `"$@"`, behind a word for `$0`, or move the words of CMD into it',
      };
    case "command-name":
      return {
        what: `ENTRYPOINT ends in \`-c\`, and \`-c\` takes one word alone: \`${starts}\``,
        why: certain
          ? "that is a shell without anything to do, which ends at once"
          : "the other words of CMD become its parameters, and nothing reads those",
        help: "make CMD one string in a JSON array, or drop ENTRYPOINT",
      };
  }
}
