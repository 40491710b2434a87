import {
  defineRule,
  faultsOf,
  listInWords,
  mendFix,
  placeOfFault,
  type Said,
  type StartFault,
  settingInWords,
  type Target,
} from "../src/rule.ts";

export default defineRule({
  id: "malformed-exec-form",
  summary: "ENTRYPOINT or CMD in brackets that Docker does not read as the array that is meant",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const fault of faultsOf(target, "malformed-array")) {
      const title = fault.fault.kind === "variables" ? "let a shell expand the variables" : "write the array";
      report(say(fault, target), placeOfFault(target, fault, mendFix(fault.mend, title)));
    }
  },
});

const NO_PROGRAM = "the kernel looks for a program of that very name, and the container does not start";
const INTO_A_SCRIPT = "move it into a script that starts the service with `exec`, and name that in the array";

function say(
  { instruction: written, fault, span }: Extract<StartFault, { kind: "malformed-array" }>,
  target: Target,
): Said {
  const instruction = settingInWords(target, written, span);
  switch (fault.kind) {
    case "not-json":
      return {
        what: `${instruction} is no JSON array: ${fault.detail}`,
        why: "Docker hands the whole of it to a shell, which finds no such command",
        help: "put every word in double quotes, with commas between them and nothing else",
      };
    case "not-strings":
      return {
        what: `${instruction} is an array with something in it that is no string`,
        why: "the build fails",
        help: "put every word in double quotes, numbers too",
      };
    case "one-string":
      return noProgram(
        `the whole command line \`${fault.word.trim()}\` is one string of ${instruction}`,
        "make each word a string of its own",
      );
    case "variables":
      return {
        what: `nothing expands ${listInWords(fault.names.map((name) => `$${name}`))} in ${instruction}: an array starts the program without a shell`,
        why: fault.inProgram ? NO_PROGRAM : "the program gets the name letter by letter, not the value",
        help: `write ${target.id.kind === "kubernetes" ? "`$(NAME)`, which Kubernetes expands" : "the value itself"}, or \`sh -c\` with \`exec\` in front of the command`,
      };
    case "operator":
      return {
        what: `\`${fault.word}\` is a string of ${instruction}, so ${fault.program} gets it as an argument`,
        why: "only a shell makes anything else of it",
        help: INTO_A_SCRIPT,
      };
    case "builtin":
      return noProgram(
        `${instruction} starts \`${fault.word}\`, which is no program but a command of the shell`,
        fault.word === "exec" ? "leave it out: an array needs no shell to start the program" : INTO_A_SCRIPT,
      );
    case "assignment":
      return noProgram(
        `${instruction} starts \`${fault.word}\`, an assignment that only a shell knows`,
        "set it with ENV, or put `env` in front",
      );
  }
}

function noProgram(what: string, help: string): Said {
  return { what, why: NO_PROGRAM, help };
}
