import { dirname } from "../context/paths.ts";
import { parseYaml } from "../yaml/parse.ts";
import { settingAt, textAt } from "../yaml/text-at.ts";
import { asItems, asMap, type YamlValue } from "../yaml/value.ts";
import type { Build } from "./build.ts";
import { describeBuild } from "./describe-build.ts";

const ACTION = "docker/build-push-action@";

/**
 * The steps of a GitHub workflow that use `docker/build-push-action`. Both paths start at the repository's root, above
 * `.github/workflows`: https://github.com/docker/build-push-action#inputs.
 */
export function readWorkflow(file: string, text: string): readonly Build[] {
  // Most workflows build nothing, and need not be parsed.
  if (!text.includes(ACTION)) return [];
  const [document = null] = parseYaml(file, text).documents;
  const root = dirname(dirname(dirname(file)));
  return [...(asMap(settingAt(document, "jobs"))?.entries.values() ?? [])]
    .flatMap(({ value }) => asItems(settingAt(value, "steps")))
    .filter((step) => textAt(step, "uses")?.startsWith(ACTION) === true)
    .flatMap((step) => buildOf(step, root) ?? []);
}

function buildOf(step: YamlValue, root: string): Build | null {
  const input = (name: string): string | null => textAt(step, "with", name);
  const decisive = [input("context"), input("file"), input("target")];
  // An expression of the workflow is known only when it runs.
  if (decisive.some((text) => text?.includes("${{") === true)) return null;
  const args = linesOf(input("build-args")).map((line) => line.split(/=(.*)/s, 2));
  const described = {
    context: input("context"),
    dockerfile: input("file"),
    stage: input("target"),
    buildArgs: new Map(args.map(([name = "", value = ""]) => [name, value] as const)),
    images: linesOf(input("tags")),
    span: step.span,
  };
  return describeBuild(described, { context: root, dockerfile: input("file") === null ? "context" : root });
}

function linesOf(list: string | null): readonly string[] {
  const lines = (list ?? "").split(/\n|,/).map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.includes("${{"));
}
