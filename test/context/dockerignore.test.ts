import { describe, expect, it } from "vitest";
import { readDockerignore } from "../../src/context/dockerignore.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";

/** The patterns of one `.dockerignore`, then what it leaves out and what it keeps. */
const cases: readonly [why: string, text: string, ignored: readonly string[], kept: readonly string[]][] = [
  ["a name matches at the root only", "start.sh", ["start.sh"], ["docker/start.sh", "start.shx"]],
  [
    "a folder takes all below it",
    "docker",
    ["docker", "docker/start.sh", "docker/a/b"],
    ["dockerfiles/x", "a/docker"],
  ],
  ["slashes at the ends say nothing", "/docker/", ["docker/start.sh"], ["a/docker/x"]],
  ["dots are cleaned away", "./a/../docker/.", ["docker/start.sh"], ["a/x"]],
  ["a star stays in its folder", "*.sh", ["start.sh"], ["docker/start.sh"]],
  ["a star in the middle", "*/temp*", ["a/temp.txt", "a/temp/x"], ["temp.txt", "a/b/temp"]],
  [
    "two stars and a slash: any depth",
    "**/*.sh",
    ["start.sh", "a/start.sh", "a/b/start.sh"],
    ["a/start.bash"],
  ],
  ["two stars before a name", "**/start.sh", ["start.sh", "a/b/start.sh"], ["xstart.sh", "a/xstart.sh"]],
  ["two stars glued to an ending", "**start.sh", ["start.sh", "a/restart.sh"], ["a/start.shx"]],
  ["two stars in the middle", "a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb"]],
  ["two stars at the end", "a/**", ["a/x", "a/x/y"], ["a", "b/a/x"]],
  ["two stars alone", "**", ["a", "a/b"], []],
  ["a question mark", "start?sh", ["start.sh"], ["startsh", "start/sh"]],
  ["a class", "start.[a-cs]h", ["start.sh", "start.bh"], ["start.xh"]],
  ["a negated class", "start.[^s]h", ["start.bh"], ["start.sh"]],
  ["an escaped star", "a\\*b", ["a*b"], ["axb"]],
  [
    "characters that mean something in regular expressions",
    "a.b+(c)|d$",
    ["a.b+(c)|d$"],
    ["axb+(c)|d$", "d"],
  ],
  ["an exception", "*\n!start.sh", ["README", "docker/start.sh"], ["start.sh"]],
  ["an exception below a folder", "docker\n!docker/start.sh", ["docker/x"], ["docker/start.sh"]],
  ["the last match wins", "*.sh\n!start.sh\nstart.*", ["start.sh", "a.sh"], []],
  ["an exception first excepts nothing", "!start.sh\n*.sh", ["start.sh"], []],
  [
    "white space around patterns and after the exclamation mark",
    "  *.sh \t\n ! /start.sh\r\n",
    ["a.sh"],
    ["start.sh"],
  ],
  ["comments only at the very start of a line", "# start.sh\n #x", ["#x"], ["start.sh", " #x"]],
  ["a byte order mark", "\uFEFFstart.sh", ["start.sh"], []],
  ["CRLF and empty lines", "\r\nstart.sh\r\n\r\n", ["start.sh"], ["a"]],
  ["the root itself cannot be left out", ".\n/\n..", [], ["start.sh", "."]],
  ["upper and lower case differ", "START.sh", [], ["start.sh"]],
  ["patterns that the build refuses", "[\n!\na[b-]\nx\\\n*.sh", ["a.sh"], ["[", "x"]],
];

describe(".dockerignore", () => {
  it.each(cases)("%s", (_, text, ignored, kept) => {
    const { ignores } = readDockerignore(memoryTree({ ".dockerignore": text }), ".", "Dockerfile");
    expect(ignored.filter((path) => !ignores(path))).toEqual([]);
    expect(kept.filter(ignores)).toEqual([]);
  });

  it("takes the file named after the Dockerfile before the one in the context", () => {
    const tree = memoryTree({
      ".dockerignore": "a",
      "docker/Dockerfile.dockerignore": "b",
      "docker/.dockerignore": "c",
    });
    const files = (dockerfile: string) => {
      const { file, ignores } = readDockerignore(tree, ".", dockerfile);
      return [file, ["a", "b", "c"].filter(ignores)];
    };
    expect(files("docker/Dockerfile")).toEqual(["docker/Dockerfile.dockerignore", ["b"]]);
    expect(files("docker/Other")).toEqual([".dockerignore", ["a"]]);
  });

  it("leaves nothing out where there is no ignore file", () => {
    const { file, ignores } = readDockerignore(memoryTree({}), "..", "Dockerfile");
    expect([file, ignores("start.sh")]).toEqual([null, false]);
  });

  it("names the line that leaves a file out", () => {
    const text = "# all\n  *.sh\n!a.sh\n";
    const { ignoredBy } = readDockerignore(memoryTree({ ".dockerignore": text }), ".", "Dockerfile");
    expect(ignoredBy("start.sh")).toEqual({ file: ".dockerignore", start: 8, end: 12 });
    expect(ignoredBy("a.sh")).toBeNull();
  });

  it("takes no longer for a pattern made to be slow", () => {
    const text = `${"**/*a*".repeat(200)}b\n${"*a".repeat(2000)}b`;
    const { ignores } = readDockerignore(memoryTree({ ".dockerignore": text }), ".", "Dockerfile");
    const started = performance.now();
    expect(ignores(`${"a/".repeat(20)}${"a".repeat(250)}`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
