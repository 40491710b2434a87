import {
  breaksBy,
  consequenceOf,
  defineRule,
  initBeside,
  mendInWords,
  type Place,
  placeOf,
  type Said,
  type SignalFault,
  stopSignalLine,
  type Target,
} from "../src/rule.ts";

export default defineRule({
  id: "stop-signal",
  summary: "The stop signal is not one on which the service stops well",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "deaf-service")) {
      const { service, better, advice, mends, signal } = broken;
      const what = `${service.name} does not end on ${signal}`;
      const help =
        better === null
          ? (advice ?? mendInWords(service, broken, target, "nothing"))
          : `write \`${stopSignalLine(better, target)}\`${initBeside(service, target)}`;
      const place = { ...placeOf(target, broken, null), otherFixes: mends };
      const said = { what, why: consequenceOf(broken), help };
      report(said, better !== null && mayBeSet(target) ? { ...place, severity: "warning" } : place);
    }
    for (const fault of target.signalFaults) report(sayFault(fault, target), placeOfFault(fault, target));
  },
});

/** By a base image that nobody knows. */
function mayBeSet({ start: { image } }: Target): boolean {
  return image.base.config === null && image.stopSignal.origin.kind !== "file";
}

function sayFault(fault: SignalFault, target: Target): Said {
  const { signal } = target.stop;
  const isOfBuild = stopSignalLine("TERM", target).startsWith("STOPSIGNAL");
  switch (fault.kind) {
    case "no-signal":
      return {
        what: `${fault.written} is no signal of Linux`,
        why: `${isOfBuild ? "a name that it does not know ends the build" : "no container is made with a name that it does not know"}, a number that there is not cannot be sent`,
        help: "name one by its name (`SIGTERM`, `SIGQUIT`, `SIGRTMIN+3`) or by its number, 1 to 64",
      };
    case "no-handler":
      return {
        what: `no program can handle SIG${fault.signal}`,
        why:
          fault.signal === "KILL"
            ? "every stop kills the service in the middle of its work"
            : "the service is halted, and killed when the grace period is over",
        help: `take it away, or name a signal on which the service ends well: \`${stopSignalLine(fault.better, target)}\``,
      };
    case "rough":
      return {
        what: `on ${signal}, ${fault.service} ${fault.does}`,
        why: `on SIG${fault.better} it ${fault.wouldDo}`,
        help: `write \`${stopSignalLine(fault.better, target)}\``,
      };
  }
}

function placeOfFault(fault: SignalFault, target: Target): Place {
  const { span } = fault;
  const place = { span, trace: [], outcome: target.stop.outcome };
  if (fault.kind === "no-signal") return { ...place, severity: "error", fix: null };
  const title = `let ${stopSignalLine(fault.better, target).replace(/:? /, " be ")}`;
  const isRough = fault.kind === "rough";
  const safety = isRough ? "safe" : "unsafe";
  const fix = fault.mend === null ? null : ({ title, safety, edits: fault.mend } as const);
  return { ...place, severity: !isRough ? "error" : fault.isGrave ? "warning" : "info", fix };
}
