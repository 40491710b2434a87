import type { Explanation } from "../../explanation.ts";
import type { Style } from "../style.ts";

/** A format of `siglint explain`, the last newline included. */
export type ExplainReport = (explanation: Explanation, style: Style) => string;

/** Every format of `siglint explain --format`, alphabetical; only the one asked for is loaded. */
export const explainFormats = {
  json: async (): Promise<ExplainReport> => (await import("./json.ts")).explainAsJson,
  mermaid: async (): Promise<ExplainReport> => (await import("./mermaid.ts")).explainAsMermaid,
  text: async (): Promise<ExplainReport> => (await import("./text.ts")).explainAsText,
};

export type ExplainFormatName = keyof typeof explainFormats;
