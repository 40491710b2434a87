// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Dockerfile variables
import { describe, expect, it } from "vitest";
import type { Heredoc } from "../../src/dockerfile/dockerfile.ts";
import { parseDockerfile } from "../../src/dockerfile/parse.ts";
import { expandHeredoc } from "../../src/dockerfile/variables.ts";
import { sourceOffset, spanOf } from "../../src/mapped-text.ts";
import { at, instructions } from "./reading.ts";

function heredocs(text: string): readonly Heredoc[] {
  const [first] = instructions(`FROM a\n${text}`);
  return first !== undefined && "heredocs" in first ? first.heredocs : [];
}

// https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser_heredoc_test.go
describe("heredocs", () => {
  it.each([
    ["RUN <<EOF\na\n b\nEOF\n", [["EOF", false, "a\n b\n"]]],
    ["RUN <<EOF\nEOF\n", [["EOF", false, ""]]],
    ["RUN <<'EOF'\na\nEOF\n", [["EOF", true, "a\n"]]],
    ['RUN <<"one two" cat\na\none two\n', [["one two", true, "a\n"]]],
    ["RUN <<eo'f'\na\neof\n", [["eof", true, "a\n"]]],
    ["RUN <<E\\F\na\nEF\n", [["EF", false, "a\n"]]],
    ["RUN 3<<EOF\na\nEOF\n", [["EOF", false, "a\n"]]],
    ["RUN cat <<  EOF > b\na\nEOF\n", [["EOF", false, "a\n"]]],
    ["RUN <<-EOF\n\ta\n\t\tb\n c\n\tEOF\n", [["EOF", false, "a\nb\n c\n"]]],
    [
      "RUN <<-A <<B\n\ta\n\tA\n\tb\n\tB\nB\n",
      [
        ["A", false, "a\n"],
        ["B", false, "\tb\n\tB\n"],
      ],
    ],
    [
      "COPY <<X <<Y /dest\nY\nX\nX\nY\n",
      [
        ["X", false, "Y\n"],
        ["Y", false, "X\n"],
      ],
    ],
    ["RUN a \\\n  <<EOF\n# not a comment\\\nEOF\n", [["EOF", false, "# not a comment\\\n"]]],
    ["RUN <<EOF\r\na\r\nEOF\r\n", [["EOF", false, "a\r\n"]]],
    ["RUN <<$X\na\n$X\n", [["$X", false, "a\n"]]],
    ['RUN "<<EOF"\n', []],
    ["RUN echo '<<EOF'\n", []],
    ["RUN echo it's <<EOF\n", []],
    ["RUN cat<<EOF\n", []],
    ["RUN cat <<<EOF\n", []],
    ["RUN echo $((1 <<2))\n2))\n", [["2))", false, ""]]],
    ['RUN ["<<EOF"]\n', []],
    ["USER <<EOF\n", []],
    ["CMD cat <<EOF\n", []],
  ])("%j", (text, expected) => {
    const found = heredocs(`${text}STOPSIGNAL 9\n`);
    expect(found.map(({ name, quoted, body }) => [name, quoted, body.text])).toEqual(expected);
    const kinds = instructions(`FROM a\n${text}STOPSIGNAL 9\n`).map(({ kind }) => kind);
    expect(kinds).toHaveLength(2);
    expect(kinds[1]).toBe("stopsignal");
  });

  it("an open one takes the rest of the file", () => {
    const { problems } = parseDockerfile("Dockerfile", "FROM a\nRUN <<A <<B\nx\nUSER y\n");
    expect(problems).toHaveLength(1);
    expect(heredocs("RUN <<A <<B\nx\nUSER y\n").map(({ body }) => body.text)).toEqual(["x\nUSER y\n"]);
  });

  it("are part of the instruction, and keep the way back", () => {
    const text = "FROM a\nRUN <<-E\n\tfoo\n\t\tbar\n\tE\nUSER b\n";
    const [run] = instructions(text);
    if (run?.kind !== "run") throw new Error("no RUN");
    expect(at(text, run.span)).toBe("RUN <<-E\n\tfoo\n\t\tbar\n\tE");
    expect(run.command).toMatchObject({ form: "shell", text: { text: "<<-E" } });
    const body = run.heredocs[0]?.body;
    if (body === undefined) throw new Error("no heredoc");
    expect(at(text, spanOf(body, body.text.indexOf("bar"), body.text.indexOf("bar") + 3))).toBe("bar");
  });
});

// https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go: ExpandRaw in dispatch
describe("a heredoc that COPY writes to a file", () => {
  const lookup = (name: string) => (name === "A" ? ({ kind: "known", text: "abc" } as const) : undefined);

  function written(body: string, delimiter = "E") {
    const [heredoc] = heredocs(`COPY <<${delimiter} /x\n${body}\nE\n`);
    if (heredoc === undefined) throw new Error("no heredoc");
    return expandHeredoc(heredoc, lookup);
  }

  it.each([
    ["echo \"$A\" 'it is $A'", "echo \"abc\" 'it is abc'\n"],
    ['exec "$@" & wait $!', 'exec "" & wait \n'],
    ["echo \\$A ${A:+x} ${B:-y}", "echo $A x y\n"],
    ["it's", "it's\n"],
  ])("%s", (body, text) => {
    expect(written(body)).toMatchObject({ kind: "known", text: { text } });
  });

  it("is left alone where the delimiter is quoted", () => {
    expect(written('exec "$@"', "'E'")).toMatchObject({ text: { text: 'exec "$@"\n' } });
  });

  it("keeps the way back past a variable, even one as long as its value", () => {
    const source = "FROM a\nCOPY <<E /x\n${A} b\n$A\nE\n";
    const copy = instructions(source)[0];
    const heredoc = copy?.kind === "copy" ? copy.heredocs[0] : undefined;
    if (heredoc === undefined) throw new Error("no heredoc");
    const expanded = expandHeredoc(heredoc, lookup);
    if (expanded.kind !== "known") throw new Error(expanded.reason);
    expect(expanded.text.text).toBe("abc b\nabc\n");
    expect(source[sourceOffset(expanded.text, 4)]).toBe("b");
    expect(at(source, spanOf(expanded.text, 0, 3))).toBe("${A}");
  });
});
