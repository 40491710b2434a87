import { joinPath } from "../context/paths.ts";
import { explainFormats } from "../report/explain/formats.ts";
import type { ExplainInvocation } from "./arguments/invocation.ts";
import { chooseStyle } from "./color.ts";
import type { Engine } from "./engine.ts";
import type { Io } from "./io.ts";
import { isNotDone } from "./not-done.ts";
import { refuse } from "./refuse.ts";
import { readRequest, STDIN_TOO_LARGE } from "./request.ts";

/** Explains; gives the exit code, which has nothing to do with the outcomes. */
export async function runExplain(invocation: ExplainInvocation, io: Io, engine: Engine): Promise<number> {
  const request = await readRequest(withImages(invocation, io), io);
  if (request === null) return refuse(io, STDIN_TOO_LARGE);
  const explanation = await engine.explain({ ...request, shell: invocation.shell, base: invocation.base });
  const report = explainFormats[invocation.format];
  io.out(report(explanation, await chooseStyle(invocation.color, io)));
  const code = isNotDone(explanation.problems, request) ? 2 : 0;
  if (invocation.cache) io.rememberRun();
  return code;
}

/** Archives of images are told from other files by their names, and an OCI layout by what it begins with. */
function withImages(invocation: ExplainInvocation, io: Io): ExplainInvocation {
  const tree = io.disk(io.cwd, invocation.paths);
  const isArchive = (path: string): boolean =>
    /\.(tar|tgz|tar\.(gz|zst))$/.test(path) ||
    tree.entry(joinPath(tree.locate(path), "oci-layout")).kind === "file";
  const paths = invocation.paths.filter((path) => !isArchive(path));
  return { ...invocation, paths, images: invocation.paths.filter(isArchive) };
}
