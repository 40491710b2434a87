import { expect, test } from "vitest";
import { lint } from "../../src/index.ts";

const PODS = 300;

const pods = Array.from({ length: PODS }, (_, index) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: `pod-${index}` },
  spec: {
    containers: [
      { name: "app", image: "debian:12", command: ["sh", "-c", `echo starting; server-${index} --port 80`] },
    ],
  },
}));

const files: readonly (readonly [string, string])[] = [
  ["documents", pods.map((pod) => JSON.stringify(pod, null, 2)).join("\n---\n")],
  ["a list", JSON.stringify({ apiVersion: "v1", kind: "List", items: pods }, null, 2)],
];

// Each fix is put to the test; were the whole file read for each, it would be ten times as much.
test.each(files)(
  "what faulty pods cost grows with their number: %s",
  { timeout: 120_000 },
  async (_, text) => {
    const before = process.cpuUsage();
    const { findings } = await lint({ files: { "pods.yaml": text }, paths: ["pods.yaml"] });
    const { user, system } = process.cpuUsage(before);
    expect(findings).toHaveLength(PODS);
    const fixed = findings.map(({ fix, span }) => [fix?.edits[0]?.start, fix?.edits[0]?.text, span.file]);
    expect(fixed).toEqual(pods.map((_, index) => [text.indexOf(`server-${index} `), "exec ", "pods.yaml"]));
    expect((user + system) / 1e6).toBeLessThan(8);
  },
);
