import fc from "fast-check";
import { expect, test } from "vitest";
import { indexLines } from "../../src/report/line-index.ts";

test("lines and columns are one-based, in UTF-16 code units", () => {
  const lines = indexLines("a\n🐳b\n");
  expect(lines.position(0)).toEqual({ line: 1, column: 1 });
  expect(lines.position(4)).toEqual({ line: 2, column: 3 });
  expect(lines.position(6)).toEqual({ line: 3, column: 1 });
  expect(lines.position(99)).toEqual({ line: 3, column: 1 });
});

test("CRLF ends a line and is no part of it, a lone CR is a character like others", () => {
  const lines = indexLines("one\r\ntwo\rthree\nfour");
  expect(lines.line(1)).toBe("one");
  expect(lines.line(2)).toBe("two\rthree");
  expect(lines.position(9)).toEqual({ line: 2, column: 5 });
  expect(lines.lineCount).toBe(3);
});

test("a byte order mark takes no column", () => {
  const lines = indexLines("\uFEFFFROM a\nCMD b\n");
  expect(lines.position(0)).toEqual({ line: 1, column: 1 });
  expect(lines.position(1)).toEqual({ line: 1, column: 1 });
  expect(lines.position(6)).toEqual({ line: 1, column: 6 });
  expect(lines.line(1)).toBe("FROM a");
  expect(lines.position(8)).toEqual({ line: 2, column: 1 });
});

test("every offset lies in the line and column that it is given", () => {
  const text = fc.array(fc.constantFrom("a", "\n", "\r\n", "\r", "\t", "🐳")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(40), (text, offset) => {
      const at = Math.min(offset, text.length);
      const before = text.slice(0, at);
      expect(indexLines(text).position(at)).toEqual({
        line: before.split("\n").length,
        column: at - before.lastIndexOf("\n"),
      });
    }),
  );
});
