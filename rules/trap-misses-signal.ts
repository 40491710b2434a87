import {
  breaksBy,
  consequenceOf,
  defineRule,
  listInWords,
  placeAt,
  runningInWords,
  type Target,
} from "../src/rule.ts";

export default defineRule({
  id: "trap-misses-signal",
  summary: "The script has traps, but none for the signal that stops the container",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "other-signal")) {
      const { starts, parentName, cause, signal } = broken;
      const others = listInWords(cause.traps.map((trap) => trap.signal));
      const what = `${runningInWords(starts)}, and ${parentName} has a trap for ${others}, but none for ${signal}${setByImage(signal, target)}`;
      const help = `let the trap be for ${signal} too, and let it \`kill\` and \`wait\` for every service`;
      report(
        { what, why: consequenceOf(broken), help },
        placeAt(target, broken, cause.traps[0].span, ...cause.mends),
      );
    }
  },
});

/** Who reads the script alone does not see a STOPSIGNAL that comes from the base image. */
function setByImage(signal: string, { start, stop }: Target): string {
  const { origin } = start.image.stopSignal;
  return signal === stop.signal && origin.kind === "image"
    ? `, the stop signal that ${origin.image} sets`
    : "";
}
