import { expect, test } from "vitest";
import { memoryTree } from "../../src/context/memory-tree.ts";
import { walkFiles } from "../../src/discover/walk-files.ts";

const tree = memoryTree({
  ".gitignore": "out/\n",
  "a.yaml": "",
  "b.txt": "",
  "out/c.yaml": "",
  "node_modules/d.yaml": "",
  "x/e.yaml": "",
  "x/y/f.yaml": "",
});

const found = (mostFolders?: number): readonly string[] =>
  [...walkFiles(tree, ".", (name) => name.endsWith(".yaml"), mostFolders)].map(({ path }) => path);

test("the files below a folder whose names are wanted, but for ignored and vendored ones", () => {
  expect(found()).toEqual(["a.yaml", "x/e.yaml", "x/y/f.yaml"]);
});

test("it ends after so many folders", () => {
  expect(found(2)).toEqual(["a.yaml", "x/e.yaml"]);
});
