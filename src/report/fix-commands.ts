import type { Fix } from "../diagnostic.ts";

/** What makes a fix. */
export const fixCommands: Readonly<Record<Fix["safety"], string>> = {
  safe: "siglint --fix",
  unsafe: "siglint --fix --unsafe-fixes",
};
