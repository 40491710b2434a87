import type { ExplainReport } from "./explain-report.ts";
import { explainAsJson } from "./json.ts";
import { explainAsMermaid } from "./mermaid.ts";
import { explainAsText } from "./text.ts";

/** Every format of `siglint explain --format`, alphabetical. */
export const explainFormats = {
  json: explainAsJson,
  mermaid: explainAsMermaid,
  text: explainAsText,
} as const satisfies Readonly<Record<string, ExplainReport>>;

export type ExplainFormatName = keyof typeof explainFormats;
