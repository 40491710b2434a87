import type { Explanation } from "../../explanation.ts";
import type { Style } from "../style.ts";
import { explainAsJson } from "./json.ts";
import { explainAsMermaid } from "./mermaid.ts";
import { explainAsText } from "./text.ts";

/** A format of `siglint explain`, the last newline included. */
export type ExplainReport = (explanation: Explanation, style: Style) => string;

/** Every format of `siglint explain --format`, alphabetical. */
export const explainFormats = {
  json: explainAsJson,
  mermaid: explainAsMermaid,
  text: explainAsText,
} as const satisfies Readonly<Record<string, ExplainReport>>;

export type ExplainFormatName = keyof typeof explainFormats;
