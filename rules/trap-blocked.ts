import {
  type BreakBy,
  breaksBy,
  consequenceOf,
  defineRule,
  inTheEnd,
  placeAt,
  placeOf,
  runningInWords,
  type Said,
} from "../src/rule.ts";

export default defineRule({
  id: "trap-blocked",
  summary: "The trap cannot run while the shell waits for a command in its foreground",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "handler-blocked")) {
      const { blocker, mends } = broken.cause;
      const why = consequenceOf(broken);
      const place = placeAt(target, broken, blocker.span ?? broken.span, ...mends);
      // What has commands behind it may be a step on the way up, that is over soon.
      const severity = blocker.stays ? place.severity : "warning";
      report({ ...sayBlocked(broken), why }, { ...place, severity });
    }
    for (const broken of breaksBy(target, "idle-trap")) {
      const { blockerName: name, parentName, grace, mends } = broken;
      const what = `the trap of ${parentName} cannot run before ${name} has ended`;
      const why = `a shell runs a trap only after the command in its foreground, so the container is killed ${inTheEnd(grace)}`;
      const help = `start ${name} with \`&\`, and \`wait\`: a trap interrupts \`wait\` at once`;
      report({ what, why, help }, { ...placeOf(target, broken, ...mends), severity: "warning" });
    }
  },
});

function sayBlocked(broken: BreakBy<"handler-blocked">): Omit<Said, "why"> {
  const { cause, starts, parentName } = broken;
  const { blocker } = cause;
  const of = `the trap of ${parentName}`;
  if (blocker.hop === "substitution") {
    const what = `${runningInWords(starts)}, and ${of} cannot run before the command in \`$( )\` has ended`;
    return { what, help: "let that command write to a file, start it with `&`, and `wait` for it" };
  }
  if (blocker.hop === "held-output") {
    const what = `${runningInWords(starts)}, and ${of} cannot run: \`$( )\` lasts until all that was started in it has closed its output`;
    return {
      what,
      help: "start it outside of `$( )`, and its process id is in `$!`; or send its output elsewhere: `>/dev/null 2>&1 &`",
    };
  }
  if (blocker.hop === "job") {
    const what = `${runningInWords(starts)}, and ${of} cannot run while \`fg\` holds it in the foreground`;
    return { what, help: "write `wait` in the place of `fg`: a trap interrupts `wait` at once" };
  }
  const name = blocker.name ?? "the pipeline in the foreground";
  const what = `${runningInWords(starts)}, and ${of} cannot run before ${name} has ended`;
  const start = `start ${name} with \`&\` too, and \`wait\`: a trap interrupts \`wait\` at once`;
  const isService = starts.some(({ kind }) => kind === "foreground");
  return { what, help: isService ? `${start}; in the trap, \`kill\` it and \`wait\` for it` : start };
}
