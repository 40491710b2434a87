import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Document, parseAllDocuments, type Scalar } from "yaml";
import { type MappedText, spanOf } from "../../src/mapped-text.ts";
import { parseYaml } from "../../src/yaml/parse.ts";
import { asItems, asMap, asScalar, valueAt, type YamlValue } from "../../src/yaml/value.ts";

const at = (root: YamlValue | null | undefined, ...path: readonly string[]): YamlValue | null =>
  path.reduce<YamlValue | null>((value, key) => {
    const map = asMap(value);
    return map === null ? null : valueAt(map, key);
  }, root ?? null);

const textAt = (root: YamlValue | null | undefined, ...path: readonly string[]): MappedText | null =>
  asScalar(at(root, ...path))?.text ?? null;

/** The pieces of a text that are neither in the file as they are, nor one escape or line end. */
function misplaced({ text, pieces }: MappedText, file: string): readonly string[] {
  return pieces
    .filter(({ at, length, start, sourceLength }) => {
      const piece = text.slice(at, at + length);
      return length === sourceLength
        ? piece !== file.slice(start, start + length).replaceAll("\r", "\n")
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

test.each(styles)("%s: a scalar is what the library reads, and leads back to its characters", (type) => {
  fc.assert(
    fc.property(texts, fc.boolean(), (value, crlf) => {
      const document = new Document({ above: 1, deep: [{ script: value }], below: "x" });
      const scalar = document.getIn(["deep", 0, "script"], true) as Scalar;
      scalar.type = type;
      const written = document.toString({ lineWidth: 20 });
      const file = `# first\n---\n${crlf ? written.replaceAll("\n", "\r\n") : written}`;
      const byLibrary = parseAllDocuments(file, { schema: "failsafe" }).at(-1);
      const known = byLibrary !== undefined && "getIn" in byLibrary && byLibrary.getIn(["deep", 0, "script"]);
      const [item = null] = asItems(at(parseYaml("a.yaml", file).documents.at(-1), "deep"));
      const mapped = textAt(item, "script");
      fc.pre(typeof known === "string" && mapped !== null);
      expect(mapped.text).toBe(known);
      // Else it is one piece, into which nothing is written.
      if (mapped.write?.("x") !== null) expect(misplaced(mapped, file)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("a block scalar leads back to its lines", () => {
  const file = "data:\n  run.sh: |-\n    #!/bin/sh\n\n      app &\n    wait\nother: 1\n";
  const script = textAt(parseYaml("a.yaml", file).documents[0], "data", "run.sh");
  expect(script?.text).toBe("#!/bin/sh\n\n  app &\nwait");
  const start = script?.text.indexOf("wait") ?? -1;
  expect(script && spanOf(script, start, start + 4)).toMatchObject({ start: file.indexOf("wait") });
});

describe("what is written into a scalar", () => {
  test.each([
    ["a plain one", "- app", "exec app: 1", null],
    ["a double-quoted one", '- "app"', 'say "x"\n', 'say \\"x\\"\\n'],
    ["a single-quoted one", "- 'app'", "it's", "it''s"],
    ["a block", "- |\n  app\n", "a\nb", "a\n  b"],
  ])("%s", (_, file, text, written) => {
    const [item = null] = asItems(parseYaml("a.yaml", file).documents[0] ?? null);
    expect(asScalar(item)?.text.write?.(text)).toBe(written);
  });
});
