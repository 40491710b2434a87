import {
  breaksBy,
  consequenceOf,
  defineRule,
  placeOf,
  type WrapperBreak,
  wrapperInWords,
} from "../src/rule.ts";

export default defineRule({
  id: "package-manager-start",
  summary: "A package manager starts the service, and its shell keeps it as a child",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "package-manager")) {
      const { instead, inString } = broken;
      const why = consequenceOf(broken);
      const otherFixes = inString === null ? [] : [inString];
      const said = { what: wrapperInWords(broken), why, help: helpOf(broken) };
      report(said, { ...placeOf(target, broken, instead), otherFixes });
    }
  },
});

function helpOf({ wrapper, runs, shell, instead, inString }: WrapperBreak): string {
  if (instead !== null) return instead.title;
  const passesOn = wrapper.onStop?.kind === "forwards" && shell !== null;
  return passesOn && inString !== null
    ? `${inString.title} in package.json, or start ${runs} without ${wrapper.name}`
    : `start ${runs} itself, without ${wrapper.name}`;
}
