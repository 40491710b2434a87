import { expect, test } from "vitest";
import { pacer } from "../../src/lsp/pacer.ts";

test("a hundred changes in one go, while another is judged, are not judged one by one", async () => {
  const turn = () => new Promise(setImmediate);
  let judged = 0;
  const { soon, now } = pacer(async () => {
    judged += 1;
    await turn();
  }, 0);
  soon();
  const first = now();
  for (let change = 0; change < 100; change++) {
    await turn();
    soon();
  }
  await Promise.all([first, now()]);
  expect(judged).toBeLessThan(5);
});
