import type { ContainerFile } from "../container/container.ts";
import type { FileTree } from "../context/file-tree.ts";
import { openComposeTexts } from "./compose-text.ts";
import { readCompose } from "./read-compose.ts";

/** What reads compose files in one run; a file that several of them take in is parsed once. */
export function composeReader(): (
  file: string,
  text: string,
  tree: FileTree,
  names?: ReadonlySet<string | null>,
) => ContainerFile {
  const texts = openComposeTexts();
  return (file, text, tree, names) => readCompose(file, text, { tree, texts, names });
}
