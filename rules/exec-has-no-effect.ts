import {
  breaksBy,
  consequenceOf,
  defineRule,
  execFix,
  type Fix,
  mendInWords,
  oneLine,
  placeOf,
} from "../src/rule.ts";

export default defineRule({
  id: "exec-has-no-effect",
  summary: "`exec` stands where it does not make the shell become the service",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "exec-in-vain")) {
      const [{ kind, name }] = broken.starts;
      const isBackground = kind === "background";
      const where = isBackground ? "`&` puts it into the background" : "it stands in a subshell";
      const what = `this \`exec\` replaces only a child of ${broken.parentName}: ${where}`;
      const help = isBackground
        ? `where ${name} is the last command, take the \`&\` away; else pass ${broken.signal} on in a trap and \`wait\``
        : "take the parentheses away, so that the shell itself becomes the service";
      const fix = parenthesesFix(broken.cause.mend);
      report({ what, why: consequenceOf(broken), help }, placeOf(target, broken, fix));
    }
    for (const broken of breaksBy(target, "exec-redirects")) {
      const [start] = broken.starts;
      const what = `\`${broken.cause.exec}\` without a command changes nothing about who runs ${start.name}, a child of ${broken.parentName}`;
      const byHand = `start it with \`${oneLine(start.withExec)}\``;
      const help = start.deaf === null ? byHand : mendInWords(start.deaf, broken, target, "exec");
      report({ what, why: consequenceOf(broken), help }, placeOf(target, broken, execFix(start)));
    }
  },
});

function parenthesesFix(edits: Fix["edits"] | null): Fix | null {
  return edits === null ? null : { title: "take the parentheses away", safety: "safe", edits };
}
