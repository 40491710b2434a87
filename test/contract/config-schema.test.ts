import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedFiles } from "../../scripts/config-schema.ts";

test.each(generatedFiles)("$path is made from the definition that validates", (file) => {
  const text = readFileSync(new URL(`../../${file.path}`, import.meta.url), "utf8");
  expect(text, "refresh it with `npm run pages`").toBe(file.update(text));
});
