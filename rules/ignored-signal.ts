import { breaksBy, consequenceOf, defineRule, notesOf, placeOf, placeOfNote } from "../src/rule.ts";

export default defineRule({
  id: "ignored-signal",
  summary: "The service starts with the stop signal ignored",
  severity: "error",
  fixable: "never",
  check(target, report) {
    for (const broken of breaksBy(target, "ignored-signal")) {
      const { service, signal } = broken;
      const help = helpFor(signal);
      const what = `${service.name} starts with ${signal} ignored, and sets no handler of its own`;
      const place = placeOf(target, broken, null);
      report({ what, why: consequenceOf(broken), help }, { ...place, span: service.ignoring ?? place.span });
    }
    for (const note of notesOf(target, "ignored-signal")) {
      const { signal } = target.stop;
      const help = helpFor(signal);
      const what = `${note.service} starts with ${signal} ignored`;
      const why = "it hears of a stop only if it sets a handler of its own";
      report({ what, why, help }, placeOfNote(target, note, "info", null));
    }
  },
});

function helpFor(signal: string): string {
  return `take ${signal} out of the \`trap ''\`, or set it back in front of the service: \`trap - ${signal.replace(/^SIG/, "")}\``;
}
