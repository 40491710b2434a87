import { breaksBy, consequenceOf, defineRule, placeOf, trapFix } from "../src/rule.ts";

export default defineRule({
  id: "exec-has-no-effect",
  summary: "`exec` stands where it replaces a child of the shell, and not the shell",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "exec-in-vain")) {
      const [{ kind, name }] = broken.starts;
      const where = kind === "background" ? "behind it stands `&`" : "it stands in a subshell";
      const what = `this \`exec\` replaces only a child of ${broken.parentName}, since ${where}`;
      const help =
        kind === "background"
          ? `take the \`&\` away where ${name} is the last command; else pass ${signal} on in a trap and \`wait\``
          : "take the parentheses away";
      const fix = trapFix(broken.cause.trap, signal);
      report({ what, why: consequenceOf(broken, signal), help }, placeOf(target, broken, fix));
    }
  },
});
