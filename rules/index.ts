import type { Rule } from "../src/rule.ts";
import backgroundWithoutTrap from "./background-without-trap.ts";
import missingExec from "./missing-exec.ts";
import shellForm from "./shell-form.ts";

export const rules: readonly Rule[] = [backgroundWithoutTrap, missingExec, shellForm];
