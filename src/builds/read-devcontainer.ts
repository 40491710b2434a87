import { parseDocument } from "yaml";
import { dirname } from "../context/paths.ts";
import type { Build } from "./build.ts";
import { describeBuild } from "./describe-build.ts";
import { nodeAt, textOf, textsOf } from "./yaml-node.ts";

/**
 * The build of a `devcontainer.json`. Both paths start at its own folder:
 * https://containers.dev/implementors/json_reference/#image-specific.
 */
export function readDevcontainer(file: string, text: string): readonly Build[] {
  const { contents } = parseDocument(withoutComments(text), { prettyErrors: false });
  const node = nodeAt(contents, "build");
  const dockerfile = textOf(nodeAt(node, "dockerfile")) ?? textOf(nodeAt(contents, "dockerFile"));
  if (dockerfile === null) return [];
  const [start = 0, end = 0] = (node ?? contents)?.range ?? [];
  const folder = dirname(file);
  const build = describeBuild(
    {
      context: textOf(nodeAt(node, "context")) ?? textOf(nodeAt(contents, "context")),
      dockerfile,
      stage: textOf(nodeAt(node, "target")),
      buildArgs: textsOf(nodeAt(node, "args")),
      images: [],
      span: { file, start, end },
    },
    { context: folder, dockerfile: folder },
  );
  return build === null ? [] : [build];
}

/** JSON with comments as JSON, which is YAML; every offset stays. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*.*?\*\//gs, (found) =>
    found.startsWith('"') ? found : found.replace(/[^\n]/g, " "),
  );
}
