import {
  type BreakBy,
  breaksBy,
  consequenceOf,
  defineRule,
  listInWords,
  mendInWords,
  placeOf,
  runningInWords,
  type Target,
} from "../src/rule.ts";

export default defineRule({
  id: "background-without-trap",
  summary: "The service runs behind `&`, and no trap passes the stop signal on and waits",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "background")) {
      const { starts, parentName, parent, signal } = broken;
      const { handler } = broken.cause;
      const none =
        parent.ignoring === undefined ? `has no trap for ${signal}` : `is told to ignore ${signal}`;
      const trap = handler === null ? none : "has a trap that sends it no signal";
      const what = `${runningInWords(starts)}, and ${parentName} ${trap}`;
      const why = consequenceOf(broken);
      report({ what, why, help: helpOf(broken, target) }, placeOf(target, broken));
    }
  },
});

function helpOf(broken: BreakBy<"background">, target: Target): string {
  const { starts, cause } = broken;
  const deaf = starts.find((start) => start.deaf !== null)?.deaf ?? null;
  if (deaf !== null) return mendInWords(deaf, broken, target, "trap");
  const daemons = listInWords(starts.flatMap(({ kind, name }) => (kind === "detached" ? name : [])));
  const first = daemons === "" ? "" : `start ${daemons} so that it stays in the foreground, and with \`&\`; `;
  if (cause.handler !== null)
    return `${first}keep the pid of every service (\`$!\`), and \`kill\` and \`wait\` for all of them in that trap`;
  return `${first}keep the pid of every service (\`$!\`), \`kill\` and \`wait\` for all of them in a trap, and end the script with \`wait\``;
}
