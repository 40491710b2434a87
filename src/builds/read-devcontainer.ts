import { dirname } from "../context/paths.ts";
import { parseYaml } from "../yaml/parse.ts";
import { settingAt, textAt, textsAt } from "../yaml/text-at.ts";
import type { Build } from "./build.ts";
import { describeBuild } from "./describe-build.ts";

/**
 * The build of a `devcontainer.json`. Both paths start at its own folder:
 * https://containers.dev/implementors/json_reference/#image-specific.
 */
export function readDevcontainer(file: string, text: string): readonly Build[] {
  const [document = null] = parseYaml(file, withoutComments(text)).documents;
  const node = settingAt(document, "build");
  const dockerfile = textAt(node, "dockerfile") ?? textAt(document, "dockerFile");
  const span = (node ?? document)?.span;
  if (dockerfile === null || span === undefined) return [];
  const described = {
    context: textAt(node, "context") ?? textAt(document, "context"),
    dockerfile,
    stage: textAt(node, "target"),
    buildArgs: textsAt(node, "args"),
    images: [],
    span,
  };
  const folder = dirname(file);
  const build = describeBuild(described, { context: folder, dockerfile: folder });
  return build === null ? [] : [build];
}

/** JSON with comments as JSON, which is YAML; every offset stays. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*.*?(?:\*\/|$)/gs, (found) =>
    found.startsWith('"') ? found : found.replace(/[^\n]/g, " "),
  );
}
