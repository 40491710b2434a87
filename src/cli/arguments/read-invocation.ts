import { type Invocation, plainInvocation } from "./invocation.ts";
import { isCommand } from "./options.ts";

/** What the arguments ask for; an argument list without options does not load the option parser. */
export async function readInvocation(argv: readonly string[]): Promise<Invocation> {
  const isPlain = argv.every((word) => word === "-" || !word.startsWith("-")) && !isCommand(argv[0] ?? "");
  const invocation = isPlain
    ? plainInvocation(argv)
    : await (await import("./parse-options.ts")).parseInvocation(argv);
  if ("paths" in invocation && invocation.paths.includes("")) {
    return {
      command: "refuse",
      message: "One of the paths is empty: check the variable that it comes from",
    };
  }
  return invocation;
}
