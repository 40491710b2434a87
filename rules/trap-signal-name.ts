import { replaceSpan } from "../src/fix/edit.ts";
import {
  breaksBy,
  consequenceOf,
  defineRule,
  type Fix,
  listInWords,
  type Note,
  notesOf,
  placeAt,
  placeOfNote,
  type Said,
  type SignalWord,
} from "../src/rule.ts";

export default defineRule({
  id: "trap-signal-name",
  summary: "A trap names a signal that its shell does not know, or that nobody can trap",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const breaks = breaksBy(target, "signal-name");
    for (const broken of breaks) {
      const { words } = broken.cause;
      const [word] = words;
      const vain = word.command === "kill" ? "this `kill` sends nothing" : "this trap is never set";
      const what = `${broken.parentName} knows no signal ${word.written}, so ${vain}`;
      const why = consequenceOf(broken);
      report({ what, why, help: helpFor(word) }, placeAt(target, broken, word.span, nameFix(words)));
    }
    const told = breaks.flatMap(({ cause }) => cause.words.map(({ span }) => `${span.file}:${span.start}`));
    for (const note of notesOf(target, "odd-signal")) {
      if (told.includes(`${note.span.file}:${note.span.start}`)) continue;
      const severity = note.fault === "untrappable" ? "info" : "warning";
      const fix = note.fault === "untrappable" ? null : nameFix(note.words);
      report(sayOdd(note), placeOfNote(target, note, severity, fix));
    }
  },
});

function sayOdd({ words, fault, shell, endsThere }: Note & { readonly kind: "odd-signal" }): Said {
  const [word] = words;
  const names = words.map(({ written }) => written);
  if (fault === "untrappable")
    return {
      what: `${listInWords(names)} cannot be trapped`,
      why: "the kernel does not ask the process about it",
      help: `leave ${listInWords(names)} out`,
    };
  const then = endsThere ? "and with `set -e` the script ends here" : "and the trap is never set";
  return {
    what: `${shell} knows no signal ${names.join(" or ")}`,
    why: `it complains, ${then}`,
    help: helpFor(word),
  };
}

function helpFor({ written, known }: SignalWord): string {
  return known === null
    ? `leave ${written} out, or let bash run the script`
    : `write \`${known}\`, which every shell knows`;
}

/** Null where one of them has no other name. */
function nameFix(words: readonly SignalWord[]): Fix | null {
  const edits = words.flatMap(({ span, known }) => (known === null ? [] : replaceSpan(span, known)));
  if (edits.length < words.length) return null;
  return { title: "use the name that every shell knows", safety: "safe", edits };
}
