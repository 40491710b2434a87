import {
  defineRule,
  faultsOf,
  placeOfFault,
  type Said,
  type StartFault,
  settingInWords,
  type Target,
} from "../src/rule.ts";

export default defineRule({
  id: "entrypoint-discards-cmd",
  summary: "ENTRYPOINT makes nothing of what CMD says",
  severity: "error",
  fixable: "never",
  check(target, report) {
    for (const fault of faultsOf(target, "discarded-command"))
      report(say(fault, target), placeOfFault(target, fault, null));
  },
});

type Fault = Extract<StartFault, { kind: "discarded-command" }>;

function say({ by, starts, certain, span }: Fault, target: Target): Said {
  const set = target.start.command?.entrypoint?.instruction ?? null;
  const entrypoint = set === null ? "ENTRYPOINT" : settingInWords(target, "ENTRYPOINT", set);
  const cmd = settingInWords(target, "CMD", span);
  switch (by) {
    case "shell-form":
      return {
        what: `ENTRYPOINT in shell form makes nothing of this ${cmd}, nor of arguments to \`docker run\``,
        why: `a shell runs \`${starts}\`, and takes the words of ${cmd} for parameters that the string does not read`,
        help: `write ENTRYPOINT as a JSON array, or move the words of ${cmd} into it`,
      };
    case "string":
      return {
        what: `the string \`${starts}\` of ${entrypoint} makes nothing of this ${cmd}`,
        why: "what stands behind a `-c` string are its parameters `$0`, `$1` and so on, and it reads none",
        help: `pass them on in the string with \`"$@"\`, behind a word for \`$0\`, or move the words of ${cmd} into it`,
      };
    case "command-name":
      return {
        what: `${entrypoint} ends in \`-c\`, and \`-c\` takes one word alone: \`${starts}\``,
        why: certain
          ? "that is a shell without anything to do, which ends at once"
          : `the other words of ${cmd} become its parameters, and nothing reads those`,
        help: `make ${cmd} a list of one string, or drop ${entrypoint}`,
      };
  }
}
