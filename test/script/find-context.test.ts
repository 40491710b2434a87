import { describe, expect, test } from "vitest";
import { memoryTree } from "../../src/context/memory-tree.ts";
import { parseDockerfile } from "../../src/dockerfile/parse.ts";
import { findContext } from "../../src/script/find-context.ts";
import { resolveStart } from "../../src/start/resolve-start.ts";
import { filesOf } from "./started-image.ts";

describe("the build context", () => {
  test.each([
    [
      "the Dockerfile's folder",
      "COPY start.sh /",
      "docker/Dockerfile",
      ["docker/start.sh", "start.sh"],
      "docker",
    ],
    ["a folder above", "COPY docker/start.sh /", "docker/Dockerfile", ["docker/start.sh"], "."],
    ["two folders above", "COPY src/app /app", "deploy/docker/Dockerfile", ["src/app/x"], "."],
    ["the folder with most sources", "COPY a b c /x/", "sub/Dockerfile", ["sub/a", "b", "c"], "."],
    ["a pattern", "COPY target/*.jar /app.jar", "docker/Dockerfile", ["target/app.jar"], "."],
    [
      "the whole context, told by the start command",
      'COPY . /app\nENTRYPOINT ["/app/docker/run.sh"]',
      "docker/Dockerfile",
      ["docker/run.sh"],
      ".",
    ],
    [
      "the whole context, nothing else known",
      "COPY . /app",
      "docker/Dockerfile",
      ["docker/run.sh"],
      "docker",
    ],
    ["no COPY at all", "RUN true", "docker/Dockerfile", [], "docker"],
    [
      "sources of a stage that files are taken from",
      "FROM scratch AS a\nCOPY docker/x /\nFROM scratch\nCOPY --from=a /x /",
      "docker/Dockerfile",
      ["docker/x"],
      ".",
    ],
    ["nothing there", "COPY dist /app", "docker/Dockerfile", ["docker/run.sh"], null],
  ])("%s", (_, steps, path, names, root) => {
    const text = steps.startsWith("FROM") ? steps : `FROM debian:12\n${steps}\n`;
    expect(filesOf(text, Object.fromEntries(names.map((name) => [name, ""])), path).context.root).toBe(root);
  });

  test("it is not looked for above the repository", () => {
    const files = { "../start.sh": "", "../repo/.git/HEAD": "", "../repo/Dockerfile": "" };
    const tree = memoryTree(files, "/home/repo");
    const result = resolveStart(parseDockerfile("Dockerfile", "FROM debian:12\nCOPY start.sh /\n"), {});
    expect(result.ok && findContext("Dockerfile", result.start.image, tree, null)).toEqual({
      root: null,
      because: "no folder from . upwards has start.sh",
    });
  });

  test("the reason says how much of it is there", () => {
    const { context } = filesOf("FROM debian:12\nCOPY start.sh dist /app/\n", { "start.sh": "" });
    expect(context).toEqual({ root: ".", because: "1 of the 2 sources that COPY and ADD name are in ." });
  });
});
