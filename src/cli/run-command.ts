import { readInvocation } from "./arguments/read-invocation.ts";
import { completionScripts } from "./completion/completion.ts";
import type { Engine } from "./engine.ts";
import type { Io } from "./io.ts";
import { refuse } from "./refuse.ts";
import { runExplain } from "./run-explain.ts";
import { runLint } from "./run-lint.ts";
import { runRules } from "./run-rules.ts";

/** The whole command: arguments to exit code. Never rejects: a fault of siglint itself becomes a plain sentence. */
export async function runCommand(argv: readonly string[], io: Io, engine: Engine): Promise<number> {
  try {
    const invocation = await readInvocation(argv);
    switch (invocation.command) {
      case "print":
        io.out(invocation.text);
        return 0;
      case "refuse":
        return refuse(io, invocation.message);
      case "lint":
        return await runLint(invocation, io, engine);
      case "explain":
        return await runExplain(invocation, io, engine);
      case "rules":
        return await runRules(invocation, io, engine);
      case "completion":
        io.out(completionScripts[invocation.shell](engine.ruleList));
        return 0;
      case "lsp":
        return await (await import("./run-lsp.ts")).runLsp(io);
    }
  } catch (error) {
    const { visibleLines } = await import("../report/visible.ts");
    io.err(visibleLines(internalError(error, io.env)));
    return 2;
  }
}

function internalError(error: unknown, env: Io["env"]): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && env.SIGLINT_DEBUG ? `${error.stack}\n` : "";
  return `siglint: something went wrong inside siglint, which is a fault of siglint and not of your files: ${message}
Please report it as the README says under "Reporting a fault"; SIGLINT_DEBUG=1 adds what helps to find it.
${stack}`;
}
