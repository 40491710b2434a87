import {
  consequenceOf,
  defineRule,
  type Fix,
  type OverrideFault,
  placeOf,
  type Said,
  type Target,
} from "../src/rule.ts";

export default defineRule({
  id: "override-loses-signal",
  summary: "What compose or Kubernetes lays over an image takes away what made its stop go well",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const fault = target.overrideFault;
    if (fault === null) return;
    const { span, broken } = fault;
    const { trace, ...place } = placeOf(target, broken);
    const way = [...trace, { span: broken.span, text: "here the way of the signal ends" }];
    const steps = way.filter((step) => step.span.file !== span.file || step.span.start !== span.start);
    report(say(fault, target), { ...place, span, trace: steps, fix: fixOf(fault, target), otherFixes: [] });
  },
});

/** The settings of containers, by what they are in a Dockerfile. */
const NAMES = {
  compose: { entrypoint: "entrypoint", cmd: "command", stopSignal: "stop_signal" },
  kubernetes: { entrypoint: "command", cmd: "args", stopSignal: "stopSignal" },
} as const;

function namesIn({ id: { kind } }: Target): (typeof NAMES)["compose" | "kubernetes"] {
  return kind === "kubernetes" ? NAMES.kubernetes : NAMES.compose;
}

function say(fault: OverrideFault, target: Target): Said {
  const { entrypoint, cmd, stopSignal } = namesIn(target);
  const why = consequenceOf(fault.broken);
  switch (fault.kind) {
    case "entrypoint":
      return {
        what: `\`${entrypoint}\` takes the image's own ENTRYPOINT away, \`${fault.takesAway}\`, behind which this would stop well`,
        why,
        help: `put it into \`${cmd}\`, which leaves ENTRYPOINT in front of it`,
      };
    case "stop-signal":
      return {
        what: `\`${stopSignal}\` sends ${fault.signal}, where the image is made for ${fault.was} and would stop well`,
        why,
        help: `leave \`${stopSignal}\` out, or let it be ${fault.was}`,
      };
  }
}

function fixOf(fault: OverrideFault, target: Target): Fix | null {
  const { entrypoint, cmd, stopSignal } = namesIn(target);
  const { file, start } = fault.span;
  if (fault.kind === "stop-signal")
    return {
      title: `let ${stopSignal} be ${fault.was}`,
      safety: "safe",
      edits: [{ ...fault.span, text: fault.was }],
    };
  const isPlain = target.sources.get(file)?.startsWith(`${entrypoint}:`, start) === true;
  if (!isPlain || !fault.isAll) return null;
  const edits = [{ file, start, end: start + entrypoint.length, text: cmd }];
  return { title: `call it ${cmd}, which leaves the image's ENTRYPOINT in front`, safety: "unsafe", edits };
}
