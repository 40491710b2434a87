import {
  breaksBy,
  consequenceOf,
  defineRule,
  listInWords,
  notesOf,
  placeAt,
  placeOfNote,
  runningInWords,
} from "../src/rule.ts";

export default defineRule({
  id: "trap-lost-by-exec",
  summary: "`exec` replaces the shell that has set a trap, and the trap never runs",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { signal } = target.stop;
    for (const broken of breaksBy(target, "trap-lost")) {
      const { starts, cause } = broken;
      const what = `${runningInWords(starts)}, and the trap that would pass ${broken.signal} on goes when the shell becomes ${cause.becomes}`;
      const why = consequenceOf(broken);
      const help = `start ${cause.becomes} with \`&\` and without \`exec\`, and \`wait\`: then the shell is there to run its trap`;
      report({ what, why, help }, placeAt(target, broken, cause.exec, ...cause.mends));
    }
    const told = breaksBy(target, "trap-lost").map(
      ({ cause }) => `${cause.trap.span.file}:${cause.trap.span.start}`,
    );
    for (const note of notesOf(target, "lost-trap")) {
      const { trap, signals, becomes, trace, span } = note;
      const names = listInWords(signals);
      if (told.includes(`${trap.span.file}:${trap.span.start}`)) continue;
      const what = `the shell becomes ${becomes} here, and its trap for ${names} goes with it`;
      const why = "`exec` keeps no traps, so what this one is there for is never done";
      const help = `where it is to be done at the end, let the shell stay: start ${becomes} with \`&\`, pass ${signal} on in a trap, and \`wait\`; where it is for the way up alone, take it back in front of the \`exec\` (\`trap - ${signals.join(" ")}\`)`;
      const place = placeOfNote(
        target,
        note,
        isForTheEnd(signals, signal) && trap.work === "more" ? "warning" : "info",
        null,
      );
      const set = { span: trap.span, text: `sets a trap for ${names}` };
      report({ what, why, help }, { ...place, span, trace: [...trace, set] });
    }
  },
});

/** Not for reloading and the like, which many a program does by itself on the same signal. */
function isForTheEnd(signals: readonly string[], stopSignal: string): boolean {
  const ends = ["EXIT", "INT", "QUIT", "TERM", stopSignal.replace(/^SIG/, "")];
  return signals.some((signal) => ends.includes(signal));
}
