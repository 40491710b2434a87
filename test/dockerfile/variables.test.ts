// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Dockerfile variables
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandWord, type Lookup } from "../../src/dockerfile/variables.ts";
import type { Text } from "../../src/span.ts";

const values = new Map([
  ["A", "abc"],
  ["B", "foo/bar.txt"],
  ["E", ""],
]);
const lookup: Lookup = (name) => {
  if (name === "U") return { kind: "unknown", reason: "U comes from outside" };
  const text = values.get(name);
  return text === undefined ? undefined : { kind: "known", text };
};

const known = (text: string): Text => ({ kind: "known", text });

// https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go and envVarTest beside it
describe("a word of a Dockerfile", () => {
  it.each([
    ["a'b c'd", "ab cd"],
    ['"a b"', "a b"],
    ["'$A'", "$A"],
    ['"$A"', "abc"],
    ["\\$A", "$A"],
    ["a\\ b", "a b"],
    ['"a\\tb\\"\\\\"', 'a\\tb"\\'],
    ["'a\\'", "a\\"],
    ["a\\", "a"],
    ["$A$NONE-", "abc-"],
    ["$A.x", "abc.x"],
    ["$.", "$."],
    ["a$1x$@$$", "ax"],
    ["${A}", "abc"],
    ["${NONE:-y}${NONE-y}${E:-y}${E-y}", "yyy"],
    ["${A:+y}${A+y}${E:+n}${E+y}${NONE:+n}", "yyy"],
    ["${A:?}${A?no}", "abcabc"],
    ["${NONE:-${A:-x}}", "abc"],
    ["${NONE:-'a b'}", "a b"],
    ["${B#*/}", "bar.txt"],
    ["${B#*o}", "o/bar.txt"],
    ["${B##*o}", "/bar.txt"],
    ["${B%.*}", "foo/bar"],
    ["${B%o*}", "fo"],
    ["${B%%o*}", "f"],
    ["${B##x*}", "foo/bar.txt"],
    ["${B/o/0}", "f0o/bar.txt"],
    ["${B//o/0}", "f00/bar.txt"],
    ["${B//\\//_}", "foo_bar.txt"],
    ["${B/?a*/}", "foo/"],
    ["${A//*/x}", "x"],
    ["${A///-}", "-a-b-c-"],
    ["${aaa}}", "}"],
  ])("%s is %j", (word, text) => {
    expect(expandWord(word, lookup, "\\")).toEqual(known(text));
  });

  it("knows the other escape character", () => {
    expect(expandWord("C:\\a`$A\\$A", lookup, "`")).toEqual(known("C:\\a$A\\abc"));
  });

  it.each([
    ["'a", "a single quote is not closed"],
    ['"a', "a double quote is not closed"],
    ["${A", "a `${` has no closing `}`"],
    ["${A:-b", "a `${` has no closing `}`"],
    ["${}", "`${}` is no substitution"],
    ["${A:=b}", "`${A:=` is no substitution"],
    ["${NONE:?}", "`NONE` is not set"],
    ["${B#\\a}", "`\\a` escapes a character that is none of `*`, `?` and `\\`"],
  ])("%s is refused by Docker", (word, why) => {
    expect(expandWord(word, lookup, "\\")).toEqual({
      kind: "unknown",
      reason: `Docker refuses the word: ${why}`,
    });
  });

  it("is unknown where a variable that counts is, and only there", () => {
    const unknown = { kind: "unknown", reason: "U comes from outside" };
    for (const word of ["a$U", "${U:-x}", "${U:+x}", "${NONE:-$U}", "${A#$U}", "${A/$U/}"]) {
      expect(expandWord(word, lookup, "\\")).toEqual(unknown);
    }
    expect(expandWord("'$U'${A:-$U}${NONE:+$U}", lookup, "\\")).toEqual(known("$Uabc"));
  });

  it("ends soon whatever a value holds", () => {
    let value: Text = known("ab");
    for (let round = 0; round < 60; round++) value = expandWord("$V$V", () => value, "\\");
    expect(value.kind).toBe("unknown");
    const long = known("a".repeat(100_000));
    expect(expandWord("${V//*a*a*a*b/x}", () => long, "\\").kind).toBe("unknown");
    expect(expandWord("${V##*a*a*a*b}", () => long, "\\")).toEqual(long);
    expect(expandWord("${a:-".repeat(50_000), lookup, "\\").kind).toBe("unknown");
  });

  it("never throws", () => {
    const piece = fc.constantFrom(..."$ { } ${ A U E :- :+ - ? # % / // * \\ ` ' \" < é 1 @".split(" "), " ");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom("\\", "`"), (pieces, escapeChar) => {
        const text = expandWord(pieces.join(""), lookup, escapeChar === "`" ? "`" : "\\");
        expect(["known", "unknown"]).toContain(text.kind);
      }),
    );
  });
});
