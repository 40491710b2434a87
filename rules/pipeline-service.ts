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
      const byHand = broken.cause.reads
        ? inputByHand(name)
        : logsByHand(name, target.id.kind === "kubernetes" ? "kubectl" : "docker");
      const help = deaf === null ? byHand : mendInWords(deaf, broken, target, "exec");
      const then = broken.cause.reads ? "read what the rest of the pipeline writes" : "write into the pipe";
      const fix = fixOf(
        deaf === null ? broken.cause.mend : null,
        `let the shell become ${name}, and ${then}`,
      );
      report({ what, why: consequenceOf(broken), help }, placeOf(target, broken, fix));
    }
  },
});

function logsByHand(name: string, reader: string): string {
  return `let ${name} write to standard output itself, where \`${reader} logs\` finds it; in bash, \`exec ${name} > >(tee log)\` keeps the pipe`;
}

function inputByHand(name: string): string {
  return `give ${name} its input without a pipe, so that it can take the place of the shell: \`exec ${name} <file\`, or in bash \`exec ${name} <<<"$text"\` and \`exec ${name} < <(command)\``;
}

/** What was the status of the last part becomes that of the service. */
function fixOf(edits: Fix["edits"] | null, title: string): Fix | null {
  return edits === null ? null : { title, safety: "unsafe", edits };
}
