import { expect, test } from "vitest";
import { lint } from "../../src/index.ts";
import { expectShownOutput } from "./shown-output.ts";
import { snippetsOf } from "./snippets.ts";

test("the page shows what its command prints", async () => {
  await expectShownOutput("docs/compose.md");
});

test("the comment that it shows silences the finding", async () => {
  const [snippet] = snippetsOf("docs/compose.md").filter(({ language }) => language === "yaml");
  const text = snippet?.text ?? "";
  const found = async (yaml: string) =>
    (await lint({ files: { "compose.yaml": yaml }, paths: ["compose.yaml"] })).findings.map(
      ({ rule }) => rule,
    );
  expect(await found(text)).toEqual([]);
  expect(await found(text.replace(/^ *# siglint.*\n/m, ""))).toEqual(["sh-c-without-exec"]);
});
