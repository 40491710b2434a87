import type { ShellBody } from "./process.ts";

/** bash refuses references that lead back to themselves. */
const MOST_REFERENCES = 8;

/** The variable that is meant by a name: where `declare -n` has made that a reference, the one it leads to (bash, Shell Parameters). */
export function referredName({ variables }: ShellBody, name: string): string {
  let at = name;
  for (let count = 0; count < MOST_REFERENCES; count++) {
    const variable = variables.get(at);
    if (variable?.kind !== "reference") return at;
    at = variable.name;
  }
  return at;
}
