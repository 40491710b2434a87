import {
  defineRule,
  listInWords,
  longerGraceFix,
  notesOf,
  placeOfNote,
  type Said,
  type ShortGrace,
  type Target,
} from "../src/rule.ts";

export default defineRule({
  id: "grace-period",
  summary: "The time from the stop signal to SIGKILL is too short for what has to be done in it",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const note of notesOf(target, "long-wait")) {
      const { supervisor, service, seconds, grace, enough } = note;
      const what = `${supervisor} waits up to ${seconds} s for ${service} to end before it sends SIGKILL`;
      const why = `all of the container, ${service} with it, is killed ${tooSoon(grace, seconds)}`;
      const severity = grace === null ? "info" : "warning";
      const help = helpOf(target, grace, seconds, enough);
      report({ what, why, help }, placeOfNote(target, note, severity, longerGraceFix(note, "safe")));
    }
    for (const note of notesOf(target, "short-grace")) {
      const severity = note.fault === "stop" && note.grace !== null ? "error" : "warning";
      // No time at all is what somebody has asked for.
      const fix = longerGraceFix(note, note.fault === "none" ? "unsafe" : "safe");
      report(sayShort(note, target), placeOfNote(target, note, severity, fix));
    }
  },
});

function sayShort({ fault, grace, needs, services, enough }: ShortGrace, target: Target): Said {
  const they = services.length === 0 ? "the service" : listInWords(services);
  const are = services.length > 1 ? "are" : "is";
  const seconds = Math.ceil(needs ?? 0);
  switch (fault) {
    case "none":
      return {
        what: "the grace period is 0 s",
        why: `SIGKILL comes right behind ${target.stop.signal}, and ${they} ${are} killed at work`,
        help: `leave ${settingOf(target)} out for the default, or give it the seconds that ${they} may need to end`,
      };
    case "hook":
      return {
        what: `preStop uses up the grace period of ${grace} s`,
        why: `${target.stop.signal} comes only behind it, and SIGKILL 2 s later, whatever ${they} ${are} at then`,
        help: `let ${settingOf(target)} be longer than preStop by what ${they} may need to end, or preStop shorter`,
      };
    case "stop":
      return {
        what: `the stop takes ${seconds} s, with all that sleeps and waits in it`,
        why: `${services.length === 0 ? "the script that does it" : they} ${are} killed ${tooSoon(grace, seconds)}`,
        help: helpOf(target, grace, seconds, enough ?? seconds),
      };
  }
}

/** When SIGKILL comes, where something takes `seconds`. */
function tooSoon(grace: number | null, seconds: number): string {
  if (grace !== null) return `after ${grace} s`;
  const where = seconds > 30 ? "after 10 s on Docker and 30 s on Kubernetes" : "after 10 s on Docker";
  return `${where}, unless more is asked for`;
}

function settingOf({ id }: Target): string {
  return id.kind === "kubernetes" ? "`terminationGracePeriodSeconds`" : "`stop_grace_period`";
}

function helpOf({ id }: Target, grace: number | null, seconds: number, more: number): string {
  if (grace === null)
    return `ask for more time where the container is run: \`docker run --stop-timeout ${more}\`, \`stop_grace_period: ${more}s\` in compose, \`terminationGracePeriodSeconds: ${more}\` in Kubernetes; and tell siglint with \`gracePeriod\``;
  const less = `let the stop take less than ${grace} s`;
  if (id.kind === "kubernetes") return `write \`terminationGracePeriodSeconds: ${more}\`, or ${less}`;
  if (id.kind === "compose") return `write \`stop_grace_period: ${more}s\`, or ${less}`;
  return `give the container more than ${seconds} s, or ${less}`;
}
