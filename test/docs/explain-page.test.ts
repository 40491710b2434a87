import { expect, test } from "vitest";
import { expectShownOutput } from "./shown-output.ts";

test("the page shows what its commands print", async () => {
  expect(await expectShownOutput("docs/explain.md")).toBe(3);
});
