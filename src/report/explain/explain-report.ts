import type { Explanation } from "../../explanation.ts";
import type { Style } from "../style.ts";

/** A format of `siglint explain`, the last newline included. */
export type ExplainReport = (explanation: Explanation, style: Style) => string;
