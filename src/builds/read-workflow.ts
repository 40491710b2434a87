import { type Node, parseDocument } from "yaml";
import { dirname } from "../context/paths.ts";
import type { Build } from "./build.ts";
import { describeBuild } from "./describe-build.ts";
import { entriesOf, itemsOf, nodeAt, textOf } from "./yaml-node.ts";

/**
 * The steps of a GitHub workflow that use `docker/build-push-action`. Both paths start at the repository's root, above
 * `.github/workflows`: https://github.com/docker/build-push-action#inputs.
 */
export function readWorkflow(file: string, text: string): readonly Build[] {
  const { contents } = parseDocument(text, { prettyErrors: false });
  const root = dirname(dirname(dirname(file)));
  return entriesOf(nodeAt(contents, "jobs"))
    .flatMap(([, job]) => itemsOf(nodeAt(job, "steps")))
    .filter((step) => /^docker\/build-push-action@/.test(textOf(nodeAt(step, "uses")) ?? ""))
    .flatMap((step) => buildOf(step, file, root) ?? []);
}

function buildOf(step: Node, file: string, root: string): Build | null {
  const inputs = nodeAt(step, "with");
  const input = (name: string): string | null => textOf(nodeAt(inputs, name));
  const decisive = [input("context"), input("file"), input("target")];
  // An expression of the workflow is known only when it runs.
  if (decisive.some((text) => text?.includes("${{") === true)) return null;
  const [start = 0, end = 0] = step.range ?? [];
  const args = linesOf(input("build-args")).map((line) => line.split(/=(.*)/s, 2));
  return describeBuild(
    {
      context: input("context"),
      dockerfile: input("file"),
      stage: input("target"),
      buildArgs: new Map(args.map(([name = "", value = ""]) => [name, value] as const)),
      images: linesOf(input("tags")),
      span: { file, start, end },
    },
    { context: root, dockerfile: input("file") === null ? "context" : root },
  );
}

function linesOf(list: string | null): readonly string[] {
  const lines = (list ?? "").split(/\n|,/).map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.includes("${{"));
}
