import { explain, lint, readRuleLevels, resolve, ruleList } from "../index.ts";
import type { Engine } from "./engine.ts";

/** The engine with the rules that siglint comes with. */
export const engine: Engine = { ruleList, readRuleLevels, lint, explain, resolve };
