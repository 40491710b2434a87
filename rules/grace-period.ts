import { defineRule, type Note, notesOf, placeOfNote } from "../src/rule.ts";

export default defineRule({
  id: "grace-period",
  summary: "A service is given more time to end than the container has",
  severity: "warning",
  fixable: "never",
  check(target, report) {
    for (const note of notesOf(target, "long-wait")) {
      const { supervisor, service, seconds, grace } = note;
      const what = `${supervisor} waits up to ${seconds} s for ${service} to end before it sends SIGKILL`;
      const severity = grace === null ? "info" : "warning";
      report({ what, why: whyTooLong(note), help: helpOf(note) }, placeOfNote(target, note, severity, null));
    }
  },
});

type LongWait = Note & { readonly kind: "long-wait" };

const KUBERNETES_GRACE = 30;

function whyTooLong({ seconds, grace, service }: LongWait): string {
  const killed = `all of the container, ${service} with it, is killed`;
  if (grace !== null) return `${killed} after ${grace} s`;
  const where =
    seconds > KUBERNETES_GRACE
      ? `after 10 s on Docker and ${KUBERNETES_GRACE} s on Kubernetes`
      : "after 10 s on Docker";
  return `${killed} ${where}, unless more is asked for`;
}

/** The container needs a little more than the service. */
function helpOf({ seconds, grace }: LongWait): string {
  const more = seconds + 5;
  return grace === null
    ? `ask for more time where the container is run: \`docker run --stop-timeout ${more}\`, \`stop_grace_period: ${more}s\` in compose, \`terminationGracePeriodSeconds: ${more}\` in Kubernetes; and tell siglint with \`gracePeriod\``
    : `give the container more than ${seconds} s, or the service less than ${grace} s`;
}
