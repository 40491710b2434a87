// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Dockerfile variables
import { describe, expect, it } from "vitest";
import type { Command, Instruction } from "../../src/dockerfile/dockerfile.ts";
import { parseDockerfile } from "../../src/dockerfile/parse.ts";
import { at, instructions, only } from "./reading.ts";

function command(text: string): Command {
  const instruction = only(text);
  if (instruction.kind === "cmd" || instruction.kind === "entrypoint" || instruction.kind === "run") {
    return instruction.command;
  }
  throw new Error(`no command: ${instruction.kind}`);
}

function shellText(text: string): string {
  const found = command(text);
  return found.form === "shell"
    ? found.text.text
    : `exec ${JSON.stringify(found.argv.map((w) => w.text.text))}`;
}

// https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go: Parse, trimContinuationCharacter
describe("joined lines", () => {
  it.each([
    ["a comment line is dropped", "RUN a \\\n # hey\n b", "a  b"],
    ["a comment line that ends in a backslash as well", "RUN a \\\n# hey \\\n b", "a  b"],
    ["empty lines are dropped", "RUN a \\\n\n  \n b", "a  b"],
    ["blanks after the backslash are tolerated", "RUN a \\ \t\n b", "a  b"],
    ["the next line's indentation stays", "RUN echo a\\\n  b", "echo a  b"],
    ["two backslashes continue nothing", "RUN a \\\\\nRUN b", "a \\\\"],
    ["nor do three", "RUN a \\\\\\\nRUN b", "a \\\\\\"],
    ["a keyword may be cut in two", "RU\\\nN a", "a"],
    ["a backslash alone starts an instruction", "\\\nRUN a", "a"],
    ["a backslash at the end of the file", "RUN a \\", "a"],
    ["CRLF", "RUN a \\\r\n# hey\r\n b\r\n", "a  b"],
    ["a hash in a line is no comment", "RUN a # b", "a # b"],
    ["a form feed parts words", "RUN\fa", "a"],
  ])("%s", (_, text, joined) => {
    expect(shellText(text)).toBe(joined);
  });

  it("ends an instruction where its last own line ends, comments after it left out", () => {
    const text = "FROM a\nRUN b \\\n  c \\\n# d\n\n";
    expect(at(text, instructions(text)[0]?.span)).toBe("RUN b \\\n  c \\");
  });
});

// https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/directives.go
describe("parser directives", () => {
  it.each([
    ["# escape=`\nFROM a\nRUN b `\n c", "b  c"],
    ["\uFEFF#ESCAPE = `\r\nFROM a\r\nRUN b `\r\n c", "b  c"],
    ["# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN b `\n c", "b  c"],
    ["# an ordinary comment\n# escape=`\nFROM a\nRUN b \\\n c", "b  c"],
    ["\n# escape=`\nFROM a\nRUN b \\\n c", "b  c"],
    ["# unknown=1\n# escape=`\nFROM a\nRUN b \\\n c", "b  c"],
  ])("%j", (text, joined) => {
    expect(shellText(text)).toBe(joined);
  });

  it("are no comments, and tell the syntax", () => {
    const file = parseDockerfile("Dockerfile", "# syntax=docker/dockerfile:1 x\n# hello\nFROM a\n");
    expect(file.syntax).toBe("docker/dockerfile:1");
    expect(file.comments.map((comment) => comment.text)).toEqual(["# hello"]);
  });

  it("that Docker refuses are problems", () => {
    expect(messages("# escape=x\nFROM a\n")).toEqual([
      "the escape character can only be `\\` or a backtick; write one of them",
    ]);
    expect(messages("# escape=`\n# escape=`\nFROM a\n")).toEqual([
      "Docker takes `# escape=` only once; remove this line",
    ]);
  });
});

describe("comments", () => {
  it("are found at the start of a line and inside an instruction, not in a heredoc", () => {
    const text = "FROM a\n  # one\nRUN b \\\n\t# two \r\n c <<E\n# three\nE\n#four";
    const { comments } = parseDockerfile("Dockerfile", text);
    expect(comments.map((comment) => comment.text)).toEqual(["# one", "# two ", "#four"]);
    for (const comment of comments) expect(at(text, comment.span)).toBe(comment.text);
  });
});

describe("stages", () => {
  it("have a base, a platform and a name in lower case", () => {
    const text = "ARG V=1\nfrom --platform=$P node:${V} aS Build\nRUN a\nFROM build\nCMD b\n";
    const { stages, globalArgs, problems } = parseDockerfile("Dockerfile", text);
    expect(problems).toEqual([]);
    expect(globalArgs.map((arg) => arg.assignments.map(({ name }) => name))).toEqual([["V"]]);
    expect(stages.map(({ name, base, platform }) => [name, base.raw, platform?.raw])).toEqual([
      ["build", "node:${V}", "$P"],
      [null, "build", undefined],
    ]);
    expect(stages.map((stage) => stage.instructions.length)).toEqual([1, 1]);
    expect(at(text, stages[0]?.from)).toBe("from --platform=$P node:${V} aS Build");
    expect(at(text, stages[0]?.base.span)).toBe("node:${V}");
  });
});

// https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/split_command.go
describe("flags", () => {
  it.each([
    ["RUN --mount=type=cache,target=/a --network=none b --c", "b --c"],
    ['RUN --mount="type=bind,target=/a b" c', "c"],
    ["RUN -- --a b", "--a b"],
    ["RUN --mount=a\\ b c", "c"],
    ["RUN - --a", "- --a"],
  ])("%s", (text, rest) => {
    expect(shellText(text)).toBe(rest);
  });

  it("may be cut by a continued line", () => {
    const text = "FROM a\nCOPY --chmod=7\\\n55 \\\n# c\n a /b\n";
    const [copy] = instructions(text);
    if (copy?.kind !== "copy") throw new Error("no copy");
    expect(copy.chmod?.raw).toBe("755");
    expect(at(text, copy.chmod?.span)).toBe("7\\\n55");
  });
});

// https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/line_parsers.go: parseMaybeJSONToList
describe("COPY and ADD", () => {
  it.each([
    ["COPY a b /c/", ["a", "b"], "/c/"],
    ['COPY ["a b", "/c d/"]', ["a b"], "/c d/"],
    ['COPY "a b" /c', ['"a', 'b"'], "/c"],
    ["COPY a\\ b /c", ["a\\", "b"], "/c"],
    ["ADD https://example.com/a.tar \\\n  /c", ["https://example.com/a.tar"], "/c"],
    ["COPY <<E a <<F /c\n1\nE\n2\nF", ["a"], "/c"],
    ["COPY ['a', '/c']", ["['a',"], "'/c']"],
  ])("%s", (text, sources, destination) => {
    const copy = only(text);
    if (copy.kind !== "copy" && copy.kind !== "add") throw new Error("no copy");
    expect(copy.sources.map((word) => word.raw)).toEqual(sources);
    expect(copy.destination.raw).toBe(destination);
  });

  it("know their flags", () => {
    const copy = only("COPY --link --from=build --chmod='755' --parents --exclude=*.md --exclude=b a /c");
    expect(copy).toMatchObject({
      from: { raw: "build" },
      chmod: { raw: "755" },
      parents: true,
      exclude: [{ raw: "*.md" }, { raw: "b" }],
    });
    expect(only("COPY --parents=false a /c")).toMatchObject({ from: null, chmod: null, parents: false });
    expect(only("ADD --from=x --parents a /c")).toMatchObject({ from: null, parents: false });
  });
});

// https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/line_parsers.go: parseNameVal
describe("ENV and ARG", () => {
  it.each([
    ['ENV A=b C="d e" F=g\\ h', { A: "b", C: '"d e"', F: "g\\ h" }],
    ["ENV A b  c=d", { A: "b  c=d" }],
    ["ENV A=", { A: "" }],
    ['ENV "A"=b', { A: "b" }],
    ["ENV A='x\\' B=c", { A: "'x\\'", B: "c" }],
    ["ENV A=b \\\n # c\n\n C=d", { A: "b", C: "d" }],
    ["ARG A B=c D=", { A: null, B: "c", D: "" }],
  ])("%s", (text, values) => {
    const found = only(text);
    if (found.kind !== "env" && found.kind !== "arg") throw new Error("no assignments");
    const pairs = found.assignments.map(({ name, value }) => [name, value?.raw ?? null]);
    expect(Object.fromEntries(pairs)).toEqual(values);
  });
});

describe("other instructions", () => {
  it.each<[string, Partial<Instruction>]>([
    ["HEALTHCHECK CMD curl localhost", { kind: "other" }],
    ["healthcheck --interval=5s \\\n  CMD curl localhost", { kind: "other" }],
    ["LABEL cmd=x", { kind: "other" }],
    ["INCLUDE+ other.docker", { kind: "other" }],
    ['shell ["/bin/bash", "-c"]', { kind: "shell" }],
    ["workdir /a b", { kind: "workdir" }],
    ["ONBUILD RUN a", { kind: "onbuild" }],
    ["CMD", { kind: "cmd" }],
  ])("%s", (text, expected) => {
    expect(only(text)).toMatchObject(expected);
  });

  it("WORKDIR, USER and STOPSIGNAL take the whole rest of the line", () => {
    expect(only("WORKDIR /a b ")).toMatchObject({ value: { raw: "/a b" } });
    expect(only("STOPSIGNAL ${S:-9}")).toMatchObject({ value: { raw: "${S:-9}" } });
  });

  it("ONBUILD holds an instruction with its own keyword, span and heredocs", () => {
    const text = "FROM a\nONBUILD RUN <<E\nb\nE\nUSER c\n";
    const [onbuild, user] = instructions(text);
    if (onbuild?.kind !== "onbuild" || onbuild.instruction.kind !== "run") throw new Error("no RUN");
    expect(at(text, onbuild.span)).toBe("ONBUILD RUN <<E\nb\nE");
    expect(at(text, onbuild.instruction.span)).toBe("RUN <<E\nb\nE");
    expect(onbuild.instruction.heredocs.map((heredoc) => heredoc.body.text)).toEqual(["b\n"]);
    expect(user?.kind).toBe("user");
  });
});

describe("problems", () => {
  it.each([
    ["", "the file is empty; a Dockerfile starts with `FROM image`"],
    [" \r\n\n", "the file is empty; a Dockerfile starts with `FROM image`"],
    ["# c\nRUN a\n", "there is no FROM, so nothing is built; start with `FROM image`"],
    ["RUN a\nFROM b\n", "only ARG can stand before the first FROM; move this instruction below it"],
    ["FROM\nCMD a\n", "FROM names no image; write `FROM image` or `FROM scratch`"],
    [
      "FROM a b\n",
      "Docker takes `FROM image` or `FROM image AS name`, nothing else; remove what is too much",
    ],
    [
      "FROM a\nRUN b &&\n  c d\n  e f\nCMD g\n",
      "`c` is no instruction; if the line belongs to the one above, end that one with `\\`, else remove it",
    ],
    [
      "FROM a\nRUN <<-EOF\n  b\n  EOF\n",
      "the heredoc `EOF` has no end; add a line that holds only `EOF`, after tabs at most",
    ],
    ["FROM a\nCOPY b\n", "COPY needs a source and a destination; write both, parted by a space"],
    [
      "FROM a\nADD [1, 2]\n",
      "the JSON array of ADD holds something that is no string, so the build fails; put every path in double quotes",
    ],
    [
      "FROM a\nSHELL bash -c\n",
      'SHELL takes a JSON array of strings only; write it like `SHELL ["/bin/bash", "-c"]`',
    ],
    ["FROM a\nUSER\n", "USER needs a value; write it after the keyword"],
    ["FROM a\nENV A\n", "ENV needs a value; write `ENV A=value`"],
    ["FROM a\nENV A=b c\n", "`c` has no value; write `c=value`, and quotes around values with spaces"],
    [
      "FROM a b c\n{{ if .X -}}\nRUN d\n{{ end }}\ne f\n",
      "this is a template of a Dockerfile, which siglint cannot read: check the Dockerfile that is made of it",
    ],
    ["FROM a\nONBUILD ONBUILD RUN b\n", "Docker does not take ONBUILD after ONBUILD; remove this line"],
  ])("%j", (text, message) => {
    expect(messages(text)).toEqual([message]);
  });

  it("leave the rest readable", () => {
    const text = 'FROM\nfoo bar\nENV A=b c\nCOPY x\nENTRYPOINT ["d"]\n';
    const { stages, problems } = parseDockerfile("Dockerfile", text);
    expect(problems.map((problem) => at(text, problem.span ?? undefined))).toEqual([
      "FROM",
      "foo",
      "c",
      "COPY",
    ]);
    expect(stages[0]?.instructions.map(({ kind }) => kind)).toEqual(["env", "other", "entrypoint"]);
  });
});

function messages(text: string): readonly string[] {
  return parseDockerfile("Dockerfile", text).problems.map((problem) => problem.message);
}
