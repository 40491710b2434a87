import { type Child, type Entry, type FileTree, namesOf } from "./file-tree.ts";

/** What is remembered of that many paths is forgotten together, so that a run over any number of targets stays small. */
const MOST = 20_000;

/**
 * `tree`, asked once for what it is asked for again and again: whether a folder above holds `.git`, what a folder lists.
 * It shows the state of one run, and what is read of a file is the tree's own to remember.
 */
export function rememberedTree(tree: FileTree): FileTree {
  const entry = remembered<Entry>((path) => tree.entry(path));
  const children = remembered<readonly Child[] | null>((path) => tree.children(path));
  return {
    cwd: tree.cwd,
    locate: (path) => tree.locate(path),
    entry,
    read: (path) => tree.read(path),
    bytes: (path) => tree.bytes(path),
    list: (path) => namesOf(children(path)),
    children,
  };
}

function remembered<Answer>(ask: (path: string) => Answer): (path: string) => Answer {
  const answers = new Map<string, Answer>();
  return (path) => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const answer = ask(path);
    if (answers.size >= MOST) answers.clear();
    answers.set(path, answer);
    return answer;
  };
}
