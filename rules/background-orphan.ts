import {
  breaksBy,
  consequenceOf,
  defineRule,
  placeOf,
  runningInWords,
  type ShellBreak,
} from "../src/rule.ts";

export default defineRule({
  id: "background-orphan",
  summary: "A second service runs behind `&`, beside one that the container rests on",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "orphan")) {
      const { parent, parentName, starts, signal } = broken;
      const runs = runningInWords(starts);
      const what =
        parent.shell === null
          ? `${runs}, and ${whatBecame(broken)}`
          : `${runs}, and ${parentName} has no trap for ${signal}`;
      const help =
        "keep the shell: start everything with `&`, pass the signal on to each pid in a trap and wait for all; or give each service a container of its own";
      report({ what, why: consequenceOf(broken), help }, placeOf(target, broken));
    }
  },
});

/** Where no shell is above the services any more: what their shell has become, or who has taken over daemons and what a shell left behind. */
function whatBecame({ parent, parentName, starts }: ShellBreak): string {
  const [them, is, child] = starts.length > 1 ? ["them", "are", "children"] : ["it", "is", "a child"];
  return parent.launches.some(({ hop }) => hop === "exec" || hop === "implicit-exec")
    ? `${parentName} has taken the place of the shell that started ${them}`
    : `${is} by now ${child} of ${parentName}, not of the shell that started ${them}`;
}
