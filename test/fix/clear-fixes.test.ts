import { expect, test } from "vitest";
import missingExec from "../../rules/missing-exec.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";
import type { Edit, Finding } from "../../src/diagnostic.ts";
import { summarize } from "../../src/report/summary.ts";
import type { Rule } from "../../src/rule.ts";
import { lintAll } from "../../src/run.ts";

const dockerfile = 'FROM debian:12\nCOPY start.sh /\nCMD ["/start.sh"]\n';

/** The fixes left when missing-exec proposes these edits of `start.sh` in the place of its own. */
async function fixesLeft(
  files: Readonly<Record<string, string>>,
  edits: readonly Omit<Edit, "file">[],
): Promise<readonly Finding["fix"][]> {
  const fix = {
    title: "",
    safety: "safe",
    edits: edits.map((edit) => ({ file: "start.sh", ...edit })),
  } as const;
  const rule: Rule = {
    ...missingExec,
    check: (target) => missingExec.check(target).map((finding) => ({ ...finding, fix, otherFixes: [] })),
  };
  const texts = Object.entries(files).map(([file, text]) => [file, { text, executable: true }] as const);
  const tree = memoryTree(Object.fromEntries(texts));
  const options = { tree, paths: ["."], context: null, stage: null, shell: null, base: null };
  const { findings } = await lintAll(options, [rule]);
  return findings.map((finding) => finding.fix);
}

function insertion(text: string, before: string, inserted: string): Omit<Edit, "file"> {
  const at = text.indexOf(before);
  return { start: at, end: at, text: inserted };
}

const script = "#!/bin/sh\nset -e\nmy_server\n";

test("a fix that makes the stop go well is offered", async () => {
  const files = { Dockerfile: dockerfile, "start.sh": script };
  expect(await fixesLeft(files, [insertion(script, "my_server", "exec ")])).not.toContain(null);
});

test.each([
  ["leaves its finding", "nice "],
  ["makes the script one that no shell reads", "( "],
  ["puts the service behind something else that keeps the signal from it", "exec sh -c 'my_server; :' "],
  ["starts it where nothing waits for it", "setsid -f "],
])("a fix that %s is not offered", async (_, inserted) => {
  const files = { Dockerfile: dockerfile, "start.sh": script };
  expect(await fixesLeft(files, [insertion(script, "my_server", inserted)])).toEqual([null]);
});

test("a fix that does another target harm is not offered", async () => {
  const shared = '#!/bin/sh\nif [ "$MODE" = worker ]; then\n  exec nginx -g "daemon off;"\nfi\nmy_server\n';
  const at = shared.indexOf("exec nginx");
  const edits = [{ start: at, end: at + 5, text: "" }, insertion(shared, "my_server", "exec ")];
  const web = dockerfile.replace("COPY", "ENV MODE=web\nCOPY");
  const worker = dockerfile.replace("COPY", "ENV MODE=worker\nCOPY");
  expect(await fixesLeft({ Dockerfile: web, "start.sh": shared }, edits)).not.toContain(null);
  const both = { Dockerfile: web, "Dockerfile.worker": worker, "start.sh": shared };
  expect(await fixesLeft(both, edits)).toEqual([null]);
});

test("of so many fixes that each may harm many containers the last ones are not tried, and that is said", async () => {
  const names = Array.from({ length: 50 }, (_, index) => index);
  const arms = names.map((name) => `${name}) my_server ${name} ;;\n`);
  const files = Object.fromEntries(
    names.map((name) => [
      `Dockerfile.${name}`,
      `FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["sh", "/start.sh", "${name}"]\n`,
    ]),
  );
  const tree = memoryTree({ ...files, "start.sh": `set -e\ncase $1 in\n${arms.join("")}esac\n` });
  const options = { tree, paths: ["."], context: null, stage: null, shell: null, base: null };
  const result = await lintAll(options, [missingExec]);
  const [none, some] = [true, false].map((is) => result.findings.filter(({ fix }) => (fix === null) === is));
  expect([none?.length, some?.length]).toEqual([9, 41]);
  expect(summarize(result)).toBe(
    "Found 50 errors in 50 targets. siglint --fix mends 41. There were too many fixes to try them all: name fewer files to see those of 9 more findings.",
  );
});
