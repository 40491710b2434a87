export type { Edit, Finding, Fix, LintResult, Outcome, Severity, TargetId, TraceStep } from "./diagnostic.ts";
export type { Explanation, ProcessNode, TargetExplanation } from "./explanation.ts";
export type { Problem, Span } from "./span.ts";
export { version } from "./version.ts";
