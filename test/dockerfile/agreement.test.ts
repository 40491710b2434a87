import { DockerfileParser } from "dockerfile-ast";
import { describe, expect, it } from "vitest";
import { parseDockerfile } from "../../src/dockerfile/parse.ts";
import { at, instructions } from "./reading.ts";

const ordinary = `# syntax=docker/dockerfile:1
# escape=\\
FROM debian:12 AS build
RUN apt-get update \\
    # comment
    && apt-get install -y \\

       curl
COPY --from=other --chmod=755 a b /c/
RUN <<EOF
echo a
EOF
env A=b \\
    C="d e"
HEALTHCHECK --interval=5s CMD curl localhost
ENTRYPOINT ["/start.sh", "a b"]
CMD exec app
`;

function rangesByLibrary(text: string): readonly string[] {
  return DockerfileParser.parse(text)
    .getInstructions()
    .map((instruction) => instruction.getTextContent());
}

function ranges(text: string): readonly string[] {
  const { stages } = parseDockerfile("Dockerfile", text);
  return stages.flatMap((stage) =>
    [stage.from, ...stage.instructions.map(({ span }) => span)].map((span) => at(text, span) ?? ""),
  );
}

describe("beside dockerfile-ast", () => {
  it("finds the same instructions in an ordinary file", () => {
    expect(ranges(ordinary)).toEqual(rangesByLibrary(ordinary));
  });

  it("finds the same flags", () => {
    const flags = DockerfileParser.parse(ordinary).getCOPYs()[0]?.getFlags() ?? [];
    expect(flags.map((flag) => flag.getValue())).toEqual(["other", "755"]);
    const ours = instructions(ordinary).find(({ kind }) => kind === "copy");
    expect(ours).toMatchObject({ from: { raw: "other" }, chmod: { raw: "755" } });
  });

  // Where the library and BuildKit part, siglint follows BuildKit: the reason why the library does not read for it.
  it.each([
    ["two backslashes at the end of a line", "FROM a\nCMD b \\\\\nUSER c\n", ["cmd", "user"]],
    ["a heredoc with a file descriptor", "FROM a\nRUN 3<<E\nb\nE\nUSER c\n", ["run", "user"]],
    ["a heredoc with a blank before its name", "FROM a\nRUN << E\nb\nE\nUSER c\n", ["run", "user"]],
    ["a delimiter with a blank", 'FROM a\nRUN <<"E F"\nb\nE F\nUSER c\n', ["run", "user"]],
    ["`<<-` beside `<<`", "FROM a\nRUN <<-A <<B\nA\n\tB\nB\nUSER c\n", ["run", "user"]],
    ["an unknown directive before escape", "# a=b\n# escape=`\nFROM a\nCMD b `\nUSER c\n", ["cmd", "user"]],
  ])("BuildKit is followed in %s", (_, text, kinds) => {
    expect(instructions(text).map(({ kind }) => kind)).toEqual(kinds);
    expect(rangesByLibrary(text)).not.toEqual(ranges(text));
  });
});
