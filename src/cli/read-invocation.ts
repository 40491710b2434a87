import { type Invocation, plainInvocation } from "./invocation.ts";

/** What the arguments ask for; an argument list without options does not load the option parser. */
export async function readInvocation(argv: readonly string[]): Promise<Invocation> {
  const isPlain = argv.every((word) => word === "-" || !word.startsWith("-")) && argv[0] !== "explain";
  return isPlain ? plainInvocation(argv) : (await import("./parse-options.ts")).parseInvocation(argv);
}
