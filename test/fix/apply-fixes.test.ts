import fc from "fast-check";
import { expect, test } from "vitest";
import type { Edit, Finding } from "../../src/diagnostic.ts";
import { applyFixes } from "../../src/fix/apply-fixes.ts";
import { fixAll } from "../../src/fix/fix-all.ts";
import { unifiedDiff } from "../../src/fix/unified-diff.ts";
import { demoFinding, resultOf } from "../support/finding.ts";

const text = "one two three\n";
const sources = new Map([
  ["a", text],
  ["b", text],
]);

function fixing(edits: readonly Edit[], safety: "safe" | "unsafe" = "safe"): Finding {
  return demoFinding({ fix: { title: "mend", safety, edits } });
}

function edit(start: number, end: number, text: string, file = "a"): Edit {
  return { file, start, end, text };
}

function fixed(findings: readonly Finding[], unsafe = false) {
  const { texts, fixes } = applyFixes(sources, findings, { unsafe });
  return { texts: Object.fromEntries(texts), made: fixes.length };
}

test("all fixes that do not touch each other are made at once", () => {
  const findings = [fixing([edit(8, 13, "3")]), fixing([edit(0, 0, "0 "), edit(0, 3, "1")])];
  expect(fixed(findings)).toEqual({ texts: { a: "0 1 two 3\n" }, made: 2 });
});

test("of two fixes that touch, the first is made", () => {
  expect(fixed([fixing([edit(4, 7, "2")]), fixing([edit(0, 5, "x")])]).texts).toEqual({ a: "one 2 three\n" });
  expect(fixed([fixing([edit(4, 4, "x ")]), fixing([edit(4, 4, "y ")])]).texts).toEqual({
    a: "one x two three\n",
  });
  expect(fixed([fixing([edit(4, 7, "2")]), fixing([edit(7, 7, "!")])]).texts).toEqual({ a: "one 2 three\n" });
});

test("of any fixes, those are made that touch none made before them", () => {
  const somewhere = fc
    .tuple(fc.nat(text.length), fc.nat(3), fc.constantFrom("", "x"))
    .map(([start, length, by]) => edit(start, Math.min(start + length, text.length), by));
  const alone = (edits: readonly Edit[]): boolean =>
    applyFixes(sources, [fixing(edits)], { unsafe: false }).fixes.length === 1;
  const touch = (one: Edit, other: Edit): boolean =>
    one.start === one.end || other.start === other.end
      ? one.start <= other.end && other.start <= one.end
      : one.start < other.end && other.start < one.end;
  fc.assert(
    fc.property(fc.array(fc.array(somewhere, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), (wanted) => {
      const kept: (readonly Edit[])[] = [];
      for (const edits of wanted.filter(alone)) {
        const before = kept.flat();
        if (!edits.some((one) => before.some((other) => touch(one, other)))) kept.push(edits);
      }
      const { fixes } = applyFixes(
        sources,
        wanted.map((edits) => fixing(edits)),
        { unsafe: false },
      );
      expect(fixes.map(({ edits }) => edits)).toEqual(kept);
    }),
  );
});

test("of a fix over several files all edits are made, or none", () => {
  const both = fixing([edit(0, 3, "1"), edit(0, 3, "1", "b")]);
  expect(fixed([both]).texts).toEqual({ a: "1 two three\n", b: "1 two three\n" });
  expect(fixed([fixing([edit(2, 4, "", "b")]), both]).texts).toEqual({ b: "ontwo three\n" });
  expect(fixed([fixing([edit(0, 3, "1"), edit(0, 3, "1", "unread")])]).texts).toEqual({});
  const onlyB = { unsafe: false, mayEdit: (file: string) => file === "b" };
  expect(applyFixes(sources, [both], onlyB).texts.size).toBe(0);
});

test("a fix that two targets ask for is made once", () => {
  const insertion = fixing([edit(0, 0, "exec ")]);
  expect(fixed([insertion, insertion])).toEqual({ texts: { a: "exec one two three\n" }, made: 1 });
});

test("unsafe fixes are made only when asked for", () => {
  const unsafe = fixing([edit(0, 3, "1")], "unsafe");
  expect(fixed([unsafe]).made).toBe(0);
  expect(fixed([unsafe], true).texts).toEqual({ a: "1 two three\n" });
});

test("a fix whose edits get in each other's way, or leave the file, is not made", () => {
  expect(fixed([fixing([edit(0, 3, "1"), edit(2, 5, "x")])]).made).toBe(0);
  expect(fixed([fixing([edit(0, 99, "")])]).made).toBe(0);
});

/** Finds the first digit below nine in file `a`, and would make it one more. */
function countUp(start: string, problemAt = "never") {
  return (texts: ReadonlyMap<string, string>) => {
    const now = texts.get("a") ?? start;
    const at = now.search(/[0-8]/);
    const findings = at === -1 ? [] : [fixing([edit(at, at + 1, String(Number(now[at]) + 1))])];
    const problems = now.includes(problemAt) ? [{ file: "a", span: null, message: "does not parse" }] : [];
    return resultOf(findings, { sources: new Map([["a", now]]), problems });
  };
}

test("fixing goes on until nothing is left to fix", async () => {
  const run = await fixAll(countUp("77"), { unsafe: false });
  expect(run.changes).toEqual([[{ file: "a", before: "77", after: "99" }]]);
  expect(run.fixed).toBe(4);
  expect(run.result.findings).toEqual([]);
});

test("fixing ends after ten passes, with what is left reported", async () => {
  const run = await fixAll(countUp("000"), { unsafe: false });
  expect(run.fixed).toBe(10);
  expect(run.result.findings).toHaveLength(1);
});

test("a pass that makes a file unreadable is taken back", async () => {
  const run = await fixAll(countUp("0", "3"), { unsafe: false });
  expect(run.changes.flat().map(({ after }) => after)).toEqual(["2"]);
  expect(run.result.problems).toEqual([]);
});

test("files that a fix changes together belong together", async () => {
  const lint = (texts: ReadonlyMap<string, string>) =>
    texts.size > 0
      ? resultOf([])
      : resultOf(
          [
            fixing([edit(0, 3, "1", "c")]),
            fixing([edit(0, 3, "1", "b"), edit(0, 3, "1")]),
            fixing([edit(4, 7, "2", "b"), edit(0, 3, "1", "d")]),
          ],
          { sources: new Map(["a", "b", "c", "d"].map((file) => [file, text])) },
        );
  const { changes } = await fixAll(lint, { unsafe: false });
  expect(changes.map((set) => set.map(({ file }) => file))).toEqual([["a", "b", "d"], ["c"]]);
});

test("a diff is one that patch and git apply take", async () => {
  expect(
    unifiedDiff([{ file: "docker/start.sh", before: "#!/bin/sh\r\napp", after: "#!/bin/sh\r\nexec app" }]),
  ).toBe(
    [
      "--- a/docker/start.sh",
      "+++ b/docker/start.sh",
      "@@ -1,2 +1,2 @@",
      " #!/bin/sh\r",
      "-app",
      "\\ No newline at end of file",
      "+exec app",
      "\\ No newline at end of file",
      "",
    ].join("\n"),
  );
});

test("in a diff, a name with blanks ends where patch sees it", () => {
  const [from, to] = unifiedDiff([{ file: "my app/start.sh", before: "app\n", after: "exec app\n" }]).split(
    "\n",
  );
  expect([from, to]).toEqual(["--- a/my app/start.sh\t", "+++ b/my app/start.sh\t"]);
});
