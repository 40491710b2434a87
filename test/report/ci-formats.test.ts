import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import type { LintResult } from "../../src/diagnostic.ts";
import { type FormatName, formats } from "../../src/report/formats.ts";
import { plainStyle } from "../../src/report/style.ts";
import { demoFinding, resultOf } from "../support/finding.ts";

// What each format looks like stands in fixtures/formats.

async function print(format: FormatName, result: LintResult): Promise<string> {
  return (await formats[format]())(result, plainStyle, { rules: [], page: () => null });
}

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The tags of a document; throws where it is not well-formed XML 1.0. */
function tagsOf(xml: string): readonly Tag[] {
  const tags: Tag[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => tags.push({ name, attributes }));
  parser.write(xml).close();
  return tags;
}

function hostile(file: string, words: string): LintResult {
  const span = { file, start: 0, end: words.length };
  const finding = demoFinding({ span, message: words, help: words, trace: [{ span, text: words }] });
  const problems = [{ file, span: null, message: words }];
  return resultOf([finding, { ...finding, severity: "info" }], {
    problems,
    sources: new Map([[file, words]]),
  });
}

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."<>&'\"]-!?/\n\r\t\0\u001b\u202e\ufffe\ud800|`\\*_$@# a1") }),
);

test.each(["checkstyle", "junit"] as const)("%s is XML, whatever files and messages hold", async (format) => {
  await fc.assert(
    fc.asyncProperty(text, text, async (file, words) => {
      tagsOf(await print(format, hostile(file, words)));
    }),
  );
});

test("XML carries names and messages as they are", async () => {
  const [, file, error] = tagsOf(await print("checkstyle", hostile(`a&b"<c>'\t.sh`, "x < y && z\u001b")));
  expect(file?.attributes.name).toBe(`a&b"<c>'\t.sh`);
  expect(error?.attributes.message).toBe("x < y && z␛ Help: x < y && z␛");
});

test.each(["jsonl", "gitlab", "codeclimate"] as const)("%s is JSON, whatever they hold", async (format) => {
  await fc.assert(
    fc.asyncProperty(text, text, async (file, words) => {
      const printed = await print(format, hostile(file, words));
      const parts = { jsonl: /\n$|\n(?=\{)/, codeclimate: /\0/, gitlab: /$^/ }[format];
      const documents = printed.split(parts).filter((part) => part !== "");
      expect(documents).toHaveLength({ jsonl: 4, codeclimate: 3, gitlab: 1 }[format]);
      for (const document of documents) JSON.parse(document);
    }),
  );
});

test("gitlab and codeclimate: every issue has a fingerprint of its own, the same in both", async () => {
  const result = hostile("start.sh", "app\n");
  const quality: { fingerprint: string }[] = JSON.parse(await print("gitlab", result));
  const prints = quality.map(({ fingerprint }) => fingerprint);
  expect(new Set(prints).size).toBe(3);
  const documents = (await print("codeclimate", result)).split("\0").slice(0, -1);
  expect(documents.map((document) => JSON.parse(document).fingerprint)).toEqual(prints);
});

test.each(["junit", "gitlab", "codeclimate", "sarif"] as const)(
  "%s: a line of a megabyte with thousands of findings in it is not told thousands of times",
  async (format) => {
    const words = `app ${"x".repeat(2 ** 20)}`;
    const finding = demoFinding({ span: { file: "start.sh", start: 0, end: 3 }, trace: [] });
    const result = resultOf(Array(3000).fill(finding), { sources: new Map([["start.sh", words]]) });
    expect((await print(format, result)).length).toBeLessThan(12_000_000);
  },
);

test("codeclimate: an issue names the places that the way to it leads along", async () => {
  const document = (await print("codeclimate", resultOf([demoFinding()]))).slice(0, -1);
  expect(JSON.parse(document)).toEqual({
    type: "issue",
    check_name: "missing-exec",
    description: "./my_demo_svr is a child of sh, which keeps PID 1.",
    content: { body: "Help: start it with `exec ./my_demo_svr`" },
    categories: ["Bug Risk"],
    location: {
      path: "start.sh",
      positions: { begin: { line: 2, column: 1 }, end: { line: 2, column: 14 } },
    },
    other_locations: [
      {
        path: "Dockerfile",
        positions: { begin: { line: 3, column: 1 }, end: { line: 3, column: 11 } },
      },
    ],
    severity: "major",
    fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

test("junit counts what it lists, and a test keeps its name when lines move", async () => {
  const names = async (words: string): Promise<readonly string[]> => {
    const start = words.indexOf("app");
    const finding = demoFinding({ span: { file: "start.sh", start, end: start + 3 }, trace: [] });
    const again = { ...finding, severity: "info" as const };
    const result = resultOf([finding, again], { sources: new Map([["start.sh", words]]) });
    const tags = tagsOf(await print("junit", result));
    const count = (name: string): string => String(tags.filter((tag) => tag.name === name).length);
    expect(tags[0]?.attributes).toMatchObject({
      tests: count("testcase"),
      failures: count("failure"),
      errors: count("error"),
      skipped: count("skipped"),
    });
    return tags.filter(({ name }) => name === "testcase").map(({ attributes }) => attributes.name ?? "");
  };
  expect(await names("#!/bin/sh\napp\n")).toEqual(["missing-exec: app", "missing-exec: app (2)"]);
  expect(await names("#!/bin/sh\n\n  app\n")).toEqual(["missing-exec: app", "missing-exec: app (2)"]);
});

test("markdown: a table keeps its columns, and nothing in it is markup", async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (file, words) => {
      // The first block that is a table: the source, which may look like one, stands in a fence behind it.
      const blocks = (await print("markdown", hostile(file, words))).split("\n\n");
      const rows = blocks.find((block) => block.startsWith("| "))?.split("\n") ?? [];
      expect(rows).toHaveLength(4);
      for (const row of rows) {
        expect(row.match(/\|/g)).toHaveLength(5);
        expect(row.replace(/`[^`]*`|<\/?code>|<!-- -->/g, "")).not.toMatch(/[<>*_$[\]\\~@#`](?!\d+;)/);
      }
    }),
  );
});

test("markdown: code in a message is code, and nobody is called", async () => {
  const message = "it runs `a | b` and <b>not</b> `c` for @octocat, see #12";
  const printed = await print("markdown", resultOf([demoFinding({ message })]));
  expect(printed).toContain(
    "| it runs <code>a &#124; b</code> and &#60;b&#62;not&#60;/b&#62; `c` for &#64;<!-- -->octocat, see &#35;<!-- -->12 |",
  );
});

test("markdown: the source stays within its fence", async () => {
  const words = '```` "end"';
  const span = { file: "start.sh", start: 0, end: words.length };
  const result = resultOf([demoFinding({ span, trace: [] })], { sources: new Map([["start.sh", words]]) });
  expect(await print("markdown", result)).toContain(`\`\`\`\`\`\n${words}\n^^^^^^^^^^\n\`\`\`\`\`\n`);
});

test("markdown: fits into a comment, however much there is to tell", async () => {
  const findings = Array.from({ length: 1000 }, () => demoFinding());
  const problems = Array.from({ length: 1000 }, () => ({ file: "a", span: null, message: "gone" }));
  const printed = await print("markdown", resultOf(findings, { problems }));
  expect(printed.length).toBeLessThan(65_536);
  expect(printed).toContain("\nFound 1000 errors, 1000 problems in 1 target.");
  expect(printed).toContain("\nThe report is longer than fits here.\n");
  expect(printed.match(/<details>/g)?.length).toBe(printed.match(/<\/details>/g)?.length);
});
