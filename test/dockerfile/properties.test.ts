// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Dockerfile variables
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dockerfile } from "../../src/dockerfile/dockerfile.ts";
import { parseDockerfile } from "../../src/dockerfile/parse.ts";
import type { MappedText } from "../../src/mapped-text.ts";
import type { Span } from "../../src/span.ts";

/** Every object in a result, with a guard for what it is. */
function* objects(value: unknown): Generator<object> {
  if (typeof value !== "object" || value === null) return;
  yield value;
  for (const part of Object.values(value)) yield* objects(part);
}

function isSpan(value: object): value is Span {
  return "file" in value && "start" in value && "end" in value;
}

function isMapped(value: object): value is MappedText {
  return "pieces" in value && "file" in value;
}

function check(file: Dockerfile, text: string): void {
  for (const value of objects(file)) {
    if (isSpan(value)) {
      expect(value.start).toBeGreaterThanOrEqual(0);
      expect(value.end).toBeGreaterThanOrEqual(value.start);
      expect(value.end).toBeLessThanOrEqual(text.length);
    }
    if (!isMapped(value)) continue;
    let at = 0;
    for (const piece of value.pieces) {
      expect(piece.at).toBe(at);
      expect(piece.start + piece.sourceLength).toBeLessThanOrEqual(text.length);
      if (piece.length === piece.sourceLength) {
        expect(text.slice(piece.start, piece.start + piece.length)).toBe(
          value.text.slice(piece.at, piece.at + piece.length),
        );
      }
      at += piece.length;
    }
    expect(at).toBe(value.text.length);
  }
}

const tokens = [
  ..."RUN_CMD_ENTRYPOINT_COPY_ADD_ENV_ARG_WORKDIR_ONBUILD_SHELL_HEALTHCHECK_run"
    .split("_")
    .map((k) => `${k} `),
  ...[
    "FROM a\n",
    "\n",
    "\r\n",
    "\r",
    "\\\n",
    "\\ \r\n",
    "\\\\\n",
    "`\n",
    " ",
    "\t",
    "\uFEFF",
    "\f",
    "\u00a0",
  ],
  ...["# c\n", "  # d\\\n", "# escape=`\n", "# syntax=x\n", "#"],
  ...["[", "]", '"', "'", ",", "a", "b c", "\\", "\\n", "\\u0041", "\\ud83d\\ude00", "é", "😀"],
  ...["<<E", "<<-E", "<<'E'", "<< E", "E\n", "\tE\n", "<<<", "$x", "${x:-y}", "${", "}", "=", "x=y "],
  ...["--from=x ", "--chmod='7 5' ", "-- ", '["a", "b"]', '["a",\\\n# c\n"b"]', "[1]"],
];
const soup = fc.array(fc.constantFrom(...tokens), { maxLength: 25 }).map((parts) => parts.join(""));

const ordinary = `# syntax=docker/dockerfile:1
ARG VERSION=20
FROM --platform=$BUILDPLATFORM node:\${VERSION} AS build
WORKDIR /app
COPY --chown=node:node package*.json ./
RUN --mount=type=cache,target=/root/.npm \\
    npm ci \\
    # no development packages
    && npm prune --omit=dev

COPY <<-"EOF" /start.sh
\t#!/bin/sh
\texec node "$@"
\tEOF
FROM node:20-slim
ENV NODE_ENV=production PATH="/app/bin:$PATH"
COPY --from=build --chmod=755 ["/app", "/start.sh", "/srv/"]
HEALTHCHECK --interval=5s CMD curl -f http://localhost/
STOPSIGNAL SIGQUIT
ENTRYPOINT ["/srv/start.sh", \\
            "--flag"]
CMD ["server.js"]
`;

const mutated = fc
  .array(
    fc.record({
      at: fc.nat(ordinary.length),
      drop: fc.nat(12),
      insert: fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 4 })),
    }),
    { maxLength: 6 },
  )
  .map((changes) =>
    changes.reduce(
      (text, { at, drop, insert }) => text.slice(0, at) + insert + text.slice(at + drop),
      ordinary,
    ),
  );

describe("parsing", () => {
  it("reads the ordinary file without a problem", () => {
    const file = parseDockerfile("Dockerfile", ordinary);
    expect(file.problems).toEqual([]);
    expect(file.stages.map((stage) => stage.instructions.length)).toEqual([4, 6]);
  });

  it.each([
    ["any text", fc.string({ unit: "binary" })],
    ["a soup of what Dockerfiles are made of", soup],
    ["an ordinary file with changes", mutated],
    ["one with CRLF and a byte order mark", mutated.map((text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`)],
  ])("%s never throws, and every offset holds", (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (text) => check(parseDockerfile("Dockerfile", text), text)),
      { numRuns: 400 },
    );
  });

  it("says the same of a file with CRLF as of one with LF, heredocs apart", () => {
    const kinds = (text: string) =>
      parseDockerfile("Dockerfile", text).stages.map((stage) => stage.instructions.map(({ kind }) => kind));
    fc.assert(
      fc.property(mutated, (text) => {
        const plain = text.replaceAll("\r", "");
        expect(kinds(plain.replaceAll("\n", "\r\n"))).toEqual(kinds(plain));
      }),
    );
  });
});

describe("long files", () => {
  const lines = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join("");
  const many = 20_000;
  it.each([
    ["instructions", `FROM a\n${lines(many, (k) => `RUN echo ${k}\n`)}`],
    ["stages", lines(many, (k) => `FROM a AS s${k}\nCOPY --from=s x y\n`)],
    ["continued lines", `FROM a\nRUN b \\\n${lines(many, (k) => `  # c\n  c${k} \\\n`)}`],
    ["words of one array", `FROM a\nCMD [ \\\n${lines(many, (k) => `"c${k}", \\\n`)}"x"]`],
    ["assignments", `FROM a\nENV ${lines(many, (k) => `a${k}="b" \\\n`)}`],
    ["heredoc lines", `FROM a\nRUN <<-E\n${lines(many, (k) => `\techo ${k}\n`)}E\n`],
    ["heredocs", `FROM a\n${lines(many, () => "RUN <<E\n")}`],
    ["nested braces", `FROM a\nRUN <<E ${"${a:-".repeat(many)}`],
    ["nested ONBUILD", `FROM a\n${"ONBUILD ".repeat(many)}`],
    ["blanks", `FROM a\nRUN a${" ".repeat(many)}\\${" ".repeat(many)}x`],
  ])("of %s take well under a second", (_, text) => {
    const start = performance.now();
    parseDockerfile("Dockerfile", text);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
