import fc from "fast-check";
import { expect, test } from "vitest";
import { filesOf, startedFiles } from "./started-image.ts";

const fragment = fc.constantFrom(
  ..."COPY|ADD|RUN|WORKDIR|--from=0|--chmod=x|--parents|--exclude=*|.|..|/|//|/a|/a/|a*|[a|\\|$X|<<E|E|ln -s|mv|cp -r|chmod|sed -i|>|>>|/x|&&|(|)|{ echo;|}|for f in|; do|done|cat|tee|printf %s|install -d|git clone|tar -C|'|\"|`".split(
    "|",
  ),
);
const instruction = fc.array(fc.oneof(fragment, fc.string({ maxLength: 6 })), { maxLength: 8 });

test("no Dockerfile makes it throw or hang", () => {
  fc.assert(
    fc.property(fc.array(instruction, { maxLength: 8 }), (lines) => {
      const text = `FROM debian:12\n${lines.map((words) => words.join(" ")).join("\n")}\n`;
      const files = startedFiles(text, { "a/b": "x", c: { link: "../c" }, d: { link: "d" } });
      if (files === null) return;
      for (const path of ["/a", "/a/b", "/x", "/", "relative", "/a/../x//y"]) files.find(path);
      for (const name of ["a", "./b", "../..", ""]) files.findCommand(name, "/a");
      expect(Array.isArray(files.glob("/*/[a-z]*").paths)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a command may be called like something that every object has", () => {
  expect(filesOf("FROM debian:12\nRUN constructor && toString x\n").find("/x").kind).toBe("unknown");
});
