import { rules } from "../../rules/index.ts";
import { serve } from "../lsp/serve.ts";
import type { Io } from "./io.ts";
import { rulePages } from "./rule-page.ts";

/** Serves an editor until one of the two ends; gives the exit code. */
export async function runLsp(io: Io): Promise<number> {
  const rulebook = { rules, asked: new Map() };
  return serve(io.wire(), { rulebook, pages: rulePages(io.disk) });
}
