import { defineRule, faultsOf, placeOfFault, type Said, type StartFault } from "../src/rule.ts";

export default defineRule({
  id: "script-not-found",
  summary: "The start command names a file that the image will not have",
  severity: "error",
  fixable: "never",
  check(target, report) {
    for (const fault of faultsOf(target, "missing-file"))
      report(say(fault), placeOfFault(target, fault, null));
  },
});

function say({ name, evidence }: Extract<StartFault, { kind: "missing-file" }>): Said {
  const why = "the container does not start";
  switch (evidence.kind) {
    case "ignored":
      return {
        what: `${name} will not be in the image: \`${evidence.line}\` in ${evidence.by} keeps ${evidence.file} out of the build`,
        why,
        help: `bring it back with a line \`!${evidence.file}\` at the end of ${evidence.by}`,
      };
    case "not-in-path":
      return {
        what: `${name} is looked for in the folders of PATH alone, and it lies at ${evidence.at}`,
        why,
        help: `write \`${evidence.at}\``,
      };
    case "elsewhere":
      return {
        what: `no step brings ${name}, and a COPY puts it at ${evidence.at}`,
        why: `${why} unless a file is mounted there`,
        help: `start \`${evidence.at}\`, or copy it to ${name}`,
      };
    case "removed":
      return {
        what: `${name} will not be in the image: ${evidence.reason}`,
        why,
        help: "start what is left of it, or keep it",
      };
    case "other-stage":
      return {
        what: `${name} is in the stage ${evidence.stage}, and no step brings it into the one that is started`,
        why: `${why} unless a file is mounted there`,
        help: `bring it over with \`COPY --from=${evidence.stage}\``,
      };
    case "scratch":
      return {
        what: `no step brings ${name}, and an image from scratch has nothing else`,
        why,
        help: "copy it to where the start command looks for it",
      };
    case "not-in-image":
      return {
        what: `there is no ${name}: ${evidence.reason}`,
        why: `${why} unless a file is mounted there`,
        help: "build the image with it, or start what is there",
      };
  }
}
