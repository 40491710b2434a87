import type { Rule } from "../src/rule.ts";
import missingExec from "./missing-exec.ts";

export const rules: readonly Rule[] = [missingExec];
