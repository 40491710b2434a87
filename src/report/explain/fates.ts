import type { ProcessNode } from "../../explanation.ts";

/** What becomes of the stop signal at a process, in words. */
export const fates: Readonly<Record<ProcessNode["signal"], (signal: string) => string>> = {
  handled: (signal) => `gets ${signal} and handles it`,
  "passed-on": (signal) => `gets ${signal} and passes it on`,
  ignored: (signal) => `gets ${signal} and does nothing with it`,
  kills: (signal) => `gets ${signal} and dies of it`,
  never: (signal) => `never gets ${signal}`,
};
