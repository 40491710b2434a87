import { explain, lint } from "../index.ts";
import type { Engine } from "./engine.ts";

/** The engine with the rules that siglint comes with. */
export const engine: Engine = { lint, explain };
