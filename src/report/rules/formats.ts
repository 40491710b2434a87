import { rulesAsJson } from "./json.ts";
import type { RulesReport } from "./rules-report.ts";
import { rulesAsText } from "./text.ts";

/** Every format of `siglint rules --format`, alphabetical. */
export const rulesFormats = {
  json: rulesAsJson,
  text: rulesAsText,
} as const satisfies Readonly<Record<string, RulesReport>>;

export type RulesFormatName = keyof typeof rulesFormats;
