import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedFiles } from "../../scripts/how-it-knows.ts";

test.each(generatedFiles)(
  "the figures in $path are those of the lab and the model as they are now",
  (file) => {
    const text = readFileSync(new URL(`../../${file.path}`, import.meta.url), "utf8");
    expect(text, "refresh it with `npm run pages`").toBe(file.update(text));
  },
);
