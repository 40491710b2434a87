import { expect, test } from "vitest";
import { rules } from "../../rules/index.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";
import { judgeAll, lintAll } from "../../src/run.ts";

const shared = { context: null, stage: null, shell: null, base: null } as const;

async function judge(files: Readonly<Record<string, string>>, ...paths: string[]) {
  const options = { ...shared, tree: memoryTree(files), paths, ruleIds: [] };
  const { kept, problems } = await judgeAll(options, ({ target }) => target);
  const targets = kept.map((target) => {
    const { id, start, stop } = target;
    const argv = start.command?.argv.map(({ text }) => text).join(" ") ?? null;
    return [`${id.file} ${id.name ?? ""}`.trim(), argv, stop.outcome, stop.grace] as const;
  });
  return { targets, problems: problems.map(({ message }) => message) };
}

const IMAGE = "image: debian:12";

test("a later file lays its settings over an earlier one, and resets what it is told to", async () => {
  const { targets } = await judge(
    {
      "compose.yaml": `services:
  a: { ${IMAGE}, command: app, init: true, stop_grace_period: 1m }
  b: { ${IMAGE}, command: app, environment: [X=1] }
`,
      "compose.override.yml": `services:
  a: { command: app2, init: !reset null }
  b: { entrypoint: [tini, --] }
  c: { ${IMAGE}, command: app3 }
`,
    },
    ".",
  );
  expect(targets).toEqual([
    ["compose.yaml a", "app2", "graceful", 60],
    ["compose.yaml b", "tini -- app", "graceful", 10],
    ["compose.yaml c", "app3", "graceful", 10],
  ]);
});

test("null as a command gives the image's own back", async () => {
  const files = {
    "compose.yaml": `services:\n  a: { image: nginx:1.27, command: app }\n`,
    "compose.override.yaml": `services:\n  a: { command: ~ }\n`,
  };
  const { targets } = await judge(files, ".");
  expect(targets[0]?.[1]).toBe("/docker-entrypoint.sh nginx -g daemon off;");
});

test("of docker-compose.yml and compose.yaml, docker compose takes the second with the override", async () => {
  const files = {
    "compose.yaml": `services:\n  a: { ${IMAGE}, command: app }\n`,
    "docker-compose.yml": `services:\n  a: { ${IMAGE}, command: old }\n`,
    "docker-compose.override.yml": `services:\n  a: { command: app2 }\n`,
  };
  const { targets } = await judge(files, ".");
  expect(targets.map(([id, argv]) => [id, argv])).toEqual([
    ["compose.yaml a", "app2"],
    ["docker-compose.yml a", "old"],
  ]);
});

test("included files are projects of their own, judged once; a circle is a problem", async () => {
  const files = {
    "compose.yaml": `include: [parts/db.yaml, { path: parts/compose.yaml }]\nservices:\n  a: { ${IMAGE}, command: "app \${ROLE}" }\n`,
    ".env": "ROLE=outer\n",
    "parts/db.yaml": `include: [../compose.yaml]\nservices:\n  db: { ${IMAGE}, command: "app \${ROLE}" }\n`,
    "parts/compose.yaml": `services:\n  c: { ${IMAGE}, command: app }\n`,
    "parts/.env": "ROLE=inner\n",
  };
  const { targets, problems } = await judge(files, ".");
  expect(targets.map(([id, argv]) => [id, argv])).toEqual([
    ["compose.yaml a", "app outer"],
    ["parts/db.yaml db", "app inner"],
    ["parts/compose.yaml c", "app"],
  ]);
  expect(problems).toEqual(["its include leads back to itself: take it out of one of the files"]);
});

test("extends: over files, with anchors, paths from where they are written", async () => {
  const files = {
    "compose.yaml": `x-base: &base { init: true }
services:
  a:
    <<: *base
    extends: { file: common/base.yaml, service: app }
    command: ["--port", "80"]
`,
    "common/base.yaml": `services:
  root: { ${IMAGE}, volumes: ["./run.sh:/run.sh"] }
  app: { extends: root, entrypoint: [sh, /run.sh] }
`,
    "common/run.sh": 'exec app "$@"\n',
  };
  const { targets } = await judge(files, "compose.yaml");
  expect(targets).toEqual([["compose.yaml a", "/sbin/docker-init -- sh /run.sh --port 80", "graceful", 10]]);
});

test("an image that another service builds is that build", async () => {
  const files = {
    "compose.yaml": `services:
  a: { build: { context: app, tags: ["shop/web:1"] }, image: shop/app }
  b: { image: "shop/app:latest", command: app2 }
  c: { image: "shop/web:1" }
`,
    "app/Dockerfile": 'FROM debian:12\nENTRYPOINT ["tini", "--"]\nCMD ["app"]\n',
  };
  const { targets } = await judge(files, "compose.yaml");
  expect(targets.map(([, argv]) => argv)).toEqual(["tini -- app", "tini -- app2", "tini -- app"]);
});

test("services that share more than is judged are told, from the first that is left out", async () => {
  const long = "w ".repeat(10_000);
  const service = (k: number) => `  s${k}: {<<: *a}\n`;
  const merging = Array.from({ length: 100 }, (_, k) => service(k)).join("");
  const { targets, problems } = await judge(
    { "compose.yaml": `services:\n  a: &a\n    ${IMAGE}\n    command: app ${long}\n${merging}` },
    ".",
  );
  expect(targets).toHaveLength(26);
  expect(problems).toEqual([
    "with all that it shares written out, this service and those above it come to more than 512 KiB, and from here on they are not judged: split the file, or have them share less",
  ]);
});

test("services that bring the same long script again and again are told the same way", async () => {
  const services = Array.from({ length: 30 }, (_, k) => `  s${k}: {build: .}\n`).join("");
  const { targets, problems } = await judge(
    {
      "compose.yaml": `services:\n${services}`,
      Dockerfile: 'FROM debian:12\nCOPY a.sh /\nENTRYPOINT ["/a.sh"]\n',
      "a.sh": `#!/bin/sh\n${`# ${"a".repeat(998)}\n`.repeat(100)}exec app\n`,
    },
    "compose.yaml",
  );
  expect(targets).toHaveLength(21);
  expect(problems).toEqual([
    "the containers above it bring more than 2 MiB of Dockerfiles and scripts, counted once for each, and from here on they are not judged: split the file, or have them share less",
  ]);
});

test("containers whose scripts have many ways are judged until that has taken too much, and it is said", async () => {
  const many = "#!/bin/sh\nf() { if a; then b & fi; if c; then f x; fi; d; }\ntrap 'kill 0' TERM\nf\nwait\n";
  const files = {
    Dockerfile: 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["sh", "/start.sh"]\n',
    "start.sh": many,
    "compose.yaml": `services:\n${Array.from({ length: 9 }, (_, k) => `  s${k}: {build: .}\n`).join("")}`,
  };
  const { targets, problems } = await judge(files, "compose.yaml");
  expect(targets.length).toBeGreaterThan(2);
  expect(targets.length).toBeLessThan(9);
  expect(problems).toEqual([
    "to follow the scripts of the containers above it has taken as much as siglint spends on one file, and from here on they are not judged: split the file, or lint the Dockerfiles that it builds",
  ]);
});

test("with the PIDs of the host a signal without a handler takes its default action", async () => {
  const files = {
    "compose.yaml": `services:
  own: { ${IMAGE}, command: sh -c "app; true" }
  host: { ${IMAGE}, command: sh -c "app; true", pid: host }
`,
  };
  const { targets } = await judge(files, ".");
  expect(targets.map(([, , outcome]) => outcome)).toEqual(["lost", "cut"]);
});

test("large files take a moment, not more", async () => {
  const services = Array.from({ length: 3000 }, (_, index) => `  s${index}: { ${IMAGE}, command: app }\n`);
  const started = performance.now();
  const { targets } = await judge({ "compose.yaml": `services:\n${services.join("")}` }, ".");
  expect(targets).toHaveLength(3000);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test("a file with CRLF keeps it when it is mended", async () => {
  const text = `services:\r\n  a:\r\n    ${IMAGE}\r\n    command:\r\n      - sh\r\n      - -c\r\n      - |\r\n        echo a\r\n        app\r\n`;
  const tree = memoryTree({ "compose.yaml": text });
  const { findings } = await lintAll({ ...shared, tree, paths: ["."] }, rules);
  expect(
    findings.map(({ fix }) => fix?.edits.map((edit) => text.slice(0, edit.start).split("\r\n").length)),
  ).toEqual([[9]]);
});
