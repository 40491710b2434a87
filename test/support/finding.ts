import type { Finding, LintResult } from "../../src/diagnostic.ts";
import type { Span } from "../../src/span.ts";

/** The span of `part` where it first stands in `text`. */
export function spanIn(file: string, text: string, part: string): Span {
  const start = text.indexOf(part);
  if (start === -1) throw new Error(`${file} has no ${part}`);
  return { file, start, end: start + part.length };
}

export const demoSources = new Map([
  ["Dockerfile", 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["sh", "/start.sh"]\n'],
  ["start.sh", "#!/bin/sh\n./my_demo_svr\n"],
]);

/** A finding as `missing-exec` reports it on the demo sources; `changes` makes another one of it. */
export function demoFinding(changes: Partial<Finding> = {}): Finding {
  const span = spanIn("start.sh", demoSources.get("start.sh") ?? "", "./my_demo_svr");
  return {
    rule: "missing-exec",
    severity: "error",
    message: "./my_demo_svr is a child of sh, which keeps PID 1.",
    help: "start it with `exec ./my_demo_svr`",
    span,
    target: { kind: "dockerfile", file: "Dockerfile", name: null },
    outcome: "lost",
    trace: [
      {
        span: spanIn("Dockerfile", demoSources.get("Dockerfile") ?? "", "ENTRYPOINT"),
        text: "PID 1 is sh /start.sh",
      },
    ],
    fix: {
      title: "put exec in front",
      safety: "safe",
      edits: [{ file: "start.sh", start: span.start, end: span.start, text: "exec " }],
    },
    ...changes,
  };
}

export function resultOf(findings: readonly Finding[], changes: Partial<LintResult> = {}): LintResult {
  return { findings, problems: [], targets: 1, sources: demoSources, ...changes };
}
