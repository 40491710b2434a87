import { parseDockerfile } from "../../src/dockerfile/parse.ts";
import { resolveStart } from "../../src/start/resolve-start.ts";
import type { Start, StartOptions } from "../../src/start/start-command.ts";

/** The start of a Dockerfile given as lines; fails where there is none. */
export function startOf(lines: readonly string[], options: StartOptions = {}): Start {
  const result = resolveStart(parseDockerfile("Dockerfile", lines.join("\n")), options);
  if (!result.ok) throw new Error(result.problem.message);
  return result.start;
}

/** The argv of PID 1; null where nothing is known to start. */
export function argvOf(lines: readonly string[], options: StartOptions = {}): readonly string[] | null {
  return startOf(lines, options).command?.argv.map((word) => word.text) ?? null;
}
