import type { LintResult } from "../diagnostic.ts";
import type { Style } from "./style.ts";

/** A format: turns a result into what goes to standard output, the last newline included. Computes nothing new. */
export type Report = (result: LintResult, style: Style) => string;
