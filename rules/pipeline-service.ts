import { breaksBy, consequenceOf, defineRule, type Fix, mendInWords, placeOf } from "../src/rule.ts";

export default defineRule({
  id: "pipeline-service",
  summary: "The service is part of a pipeline, whose parts are children of the shell",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "pipeline")) {
      const [{ name, text, deaf }] = broken.starts;
      const withExec = /^exec\s/.test(text) ? ", and `exec` changes nothing about that" : "";
      const what = `${name} is part of a pipeline, so ${broken.parentName} runs it as a child${withExec}`;
      const byHand = `let ${name} write to standard output itself, where \`${target.id.kind === "kubernetes" ? "kubectl" : "docker"} logs\` finds it; in bash, \`exec ${name} > >(tee log)\` keeps the pipe`;
      const help = deaf === null ? byHand : mendInWords(deaf, broken, target, "exec");
      const fix = fixOf(deaf === null ? broken.cause.mend : null, name);
      report({ what, why: consequenceOf(broken), help }, placeOf(target, broken, fix));
    }
  },
});

/** What was the status of the last part becomes that of the service. */
function fixOf(edits: Fix["edits"] | null, name: string): Fix | null {
  return edits === null
    ? null
    : { title: `let the shell become ${name}, and write into the pipe`, safety: "unsafe", edits };
}
