import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Document, parseAllDocuments, type Scalar } from "yaml";
import { findYamlComments } from "../../src/container/yaml/comments.ts";
import { entriesOf, entryAt, textOf, valueAt, type YamlNode } from "../../src/container/yaml/node.ts";
import { readDocument, splitDocuments } from "../../src/container/yaml/read-documents.ts";
import { type MappedText, spanOf } from "../../src/mapped-text.ts";

const read = (text: string): readonly (YamlNode | null)[] =>
  splitDocuments(text).map((part) => readDocument("a.yaml", part).root);

const problemsIn = (text: string): readonly string[] =>
  splitDocuments(text).flatMap((part) => readDocument("a.yaml", part).problems.map(({ message }) => message));

/** The pieces of a text that are neither in the file as they are, nor one escape or line end. */
function misplaced({ text, pieces }: MappedText, file: string): readonly string[] {
  return pieces
    .filter(({ at, length, start, sourceLength }) => {
      const piece = text.slice(at, at + length);
      return length === sourceLength
        ? piece !== file.slice(start, start + length)
        : !/^(\s*|.)$/u.test(piece);
    })
    .map(({ at, length }) => text.slice(at, at + length));
}

const styles = ["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"] as const;
const line = fc.string({
  unit: fc.constantFrom("a", "b", " ", "\t", "'", '"', "\\", "#", ":", "é"),
  maxLength: 12,
});
const texts = fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n"));

test.each(styles)(
  "%s: the text of a scalar is what the library reads, and maps to its characters",
  (type) => {
    fc.assert(
      fc.property(texts, fc.boolean(), (value, crlf) => {
        const document = new Document({ above: 1, deep: [{ script: value }], below: "x" });
        const scalar = document.getIn(["deep", 0, "script"], true) as Scalar;
        scalar.type = type;
        const written = document.toString({ lineWidth: 20 });
        const file = `# first\n---\n${crlf ? written.replaceAll("\n", "\r\n") : written}`;
        const node = read(file).at(-1) ?? null;
        const deep = valueAt(node, "deep");
        const mapped = textOf(deep?.kind === "list" ? valueAt(deep.items[0] ?? null, "script") : null);
        const byLibrary = parseAllDocuments(file).at(-1);
        const known =
          byLibrary !== undefined && "getIn" in byLibrary && byLibrary.getIn(["deep", 0, "script"]);
        fc.pre(typeof known === "string" && mapped !== null);
        expect(mapped.text).toBe(known);
        // What is not there as it is, is an escape, a line end or an indentation, never the whole text.
        expect(misplaced(mapped, file)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  },
);

test("a block scalar leads back to its lines", () => {
  const file = "data:\n  run.sh: |-\n    #!/bin/sh\n\n      app &\n    wait\nother: 1\n";
  const script = textOf(valueAt(read(file)[0] ?? null, "data", "run.sh"));
  expect(script?.text).toBe("#!/bin/sh\n\n  app &\nwait");
  const at = script?.text.indexOf("wait") ?? -1;
  expect(script && spanOf(script, at, at + 4)).toMatchObject({ start: file.indexOf("wait") });
});

describe("documents", () => {
  test("each begins at its ---, empty ones are none", () => {
    const file = "# only a comment\n---\na: |\n  x\n  --- y\n--- # two\nb: 1\n...\n---\n";
    expect(read(file).map((root) => entriesOf(root).map(({ key }) => key))).toEqual([["a"], ["b"]]);
  });

  test("a fault in one of them has its place and leaves the others alone", () => {
    const file = "a: 1\n---\nb: [1\n---\nc: 1\n";
    expect(read(file)).toHaveLength(3);
    expect(problemsIn(file)).toHaveLength(1);
    expect(problemsIn(file)[0]).toMatch(/^is not valid YAML: /);
  });

  test("JSON is read as well", () => {
    expect(textOf(valueAt(read('{"a": {"b": "c\\n"}}')[0] ?? null, "a", "b"))?.text).toBe("c\n");
  });
});

describe("aliases and merge keys", () => {
  test("an alias is the node it names; a merge gives way to what is written", () => {
    const [root = null] = read("base: &base {a: 1, b: 2}\nall:\n  <<: *base\n  b: 3\nsame: *base\n");
    const all = valueAt(root, "all");
    expect(entriesOf(all).map(({ key, value }) => `${key}${textOf(value)?.text}`)).toEqual(["b3", "a1"]);
    expect(textOf(entryAt(all, "a")?.value ?? null)?.text).toBe("1");
    expect(valueAt(root, "same")).toBe(valueAt(root, "base"));
  });

  test("what stands for nothing, or for itself, is a problem", () => {
    expect(problemsIn("a: *b\n")[0]).toMatch(/^\*b stands for nothing/);
    expect(problemsIn("a: &a [*a]\n")[0]).toMatch(/^\*a stands for nothing/);
  });

  test("aliases that double at each step take no time", () => {
    const lines = Array.from({ length: 60 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`);
    const merges = Array.from({ length: 60 }, (_, n) => `m${n + 1}: &m${n + 1} {<<: [*m${n}, *m${n}]}`);
    const [root = null] = read(["a0: &a0 x", ...lines, "m0: &m0 {k: v}", ...merges].join("\n"));
    expect(entriesOf(valueAt(root, "m60")).map(({ key }) => key)).toEqual(["k"]);
  });

  test("nesting without end is a problem", () => {
    expect(problemsIn("[".repeat(100_000)).length).toBeGreaterThan(0);
  });
});

test("comments, and nothing that only looks like one", () => {
  const file = "a: b # siglint one\n# two\nc: |\n  # three\nd: 'x # four'\n";
  expect(
    findYamlComments("a.yaml", file).map(({ text, span }) => [text, file.slice(span.start, span.end)]),
  ).toEqual(["# siglint one", "# two"].map((text) => [text, text]));
});
