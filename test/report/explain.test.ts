import { expect, test } from "vitest";
import type { Explanation } from "../../src/explanation.ts";
import { type ExplainFormatName, explainFormats } from "../../src/report/explain/formats.ts";
import { plainStyle } from "../../src/report/style.ts";
import { demoSources, spanIn } from "../support/finding.ts";

const dockerfile = demoSources.get("Dockerfile") ?? "";
const explanation: Explanation = {
  targets: [
    {
      target: { kind: "dockerfile", file: "Dockerfile", name: null },
      place: spanIn("Dockerfile", dockerfile, "ENTRYPOINT"),
      base: { image: "debian:12", sh: "dash" },
      assumes: [],
      argv: ["sh", "/start.sh", "a b"],
      stopSignal: "SIGTERM",
      outcome: "lost",
      reason: "sh waits for my_demo_svr and passes nothing on",
      tree: {
        name: "sh",
        pid1: true,
        role: "shell",
        span: spanIn("Dockerfile", dockerfile, "ENTRYPOINT"),
        signal: "ignored",
        children: [
          {
            name: 'my_"demo"_svr',
            pid1: false,
            role: "service",
            span: spanIn("start.sh", demoSources.get("start.sh") ?? "", "./my_demo_svr"),
            signal: "never",
            children: [],
          },
        ],
      },
    },
  ],
  problems: [],
  sources: demoSources,
};

async function print(format: ExplainFormatName): Promise<string> {
  return (await explainFormats[format]())(explanation, plainStyle);
}

test("text tells what is started and the way of the signal", async () => {
  expect(await print("text")).toBe(`Dockerfile:3 lost
  starts   sh /start.sh 'a b'
  base     debian:12, /bin/sh is dash
  stop     SIGTERM
  reason   sh waits for my_demo_svr and passes nothing on

  sh, PID 1, gets SIGTERM and does nothing with it (Dockerfile:3)
  └─ my_"demo"_svr never gets SIGTERM (start.sh:2)
`);
});

test("json is the documented document", async () => {
  expect(JSON.parse(await print("json"))).toEqual({
    version: 1,
    targets: [
      {
        kind: "dockerfile",
        file: "Dockerfile",
        name: null,
        line: 3,
        base: { image: "debian:12", sh: "dash" },
        assumes: [],
        argv: ["sh", "/start.sh", "a b"],
        stopSignal: "SIGTERM",
        outcome: "lost",
        reason: "sh waits for my_demo_svr and passes nothing on",
        tree: {
          name: "sh",
          pid1: true,
          role: "shell",
          file: "Dockerfile",
          line: 3,
          signal: "ignored",
          children: [
            {
              name: 'my_"demo"_svr',
              role: "service",
              file: "start.sh",
              line: 2,
              signal: "never",
              children: [],
            },
          ],
        },
      },
    ],
  });
});

test("mermaid draws the processes, with names that cannot break the drawing", async () => {
  expect(await print("mermaid")).toBe(`flowchart TD
  subgraph t0["Dockerfile:3: lost"]
    p0["sh<br/>gets SIGTERM and does nothing with it"]
    p0_0["my_#34;demo#34;_svr<br/>never gets SIGTERM"]
    p0 -.- p0_0
  end
`);
});
