import { replaceSpan } from "../src/fix/edit.ts";
import { breaksBy, consequenceOf, defineRule, type Fix, placeAt } from "../src/rule.ts";

export default defineRule({
  id: "trap-signal-name",
  summary: "A trap names a signal in a way that its shell does not know",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "signal-name")) {
      const [word] = broken.cause.words;
      const what = `${broken.parentName} knows no signal ${word.written}, so this ${word.command} ${word.command === "trap" ? "is never set" : "sends nothing"}`;
      const why = consequenceOf(broken, target.stop.signal);
      const help =
        word.known === null
          ? `leave ${word.written} out, or let bash run the script`
          : `write \`${word.known}\`, which every shell knows`;
      const edits = broken.cause.words.flatMap(({ span, known }) =>
        known === null ? [] : replaceSpan(span, known),
      );
      const fix: Fix = { title: "use the name that every shell knows", safety: "safe", edits };
      report({ what, why, help }, placeAt(target, broken, word.span, fix));
    }
  },
});
