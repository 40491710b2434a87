import { test } from "vitest";
import { expectShownOutput } from "./shown-output.ts";

test("the page shows what its command prints", async () => {
  await expectShownOutput("docs/kubernetes.md");
});
