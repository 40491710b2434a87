import { describe, expect, test } from "vitest";
import type { Build } from "../../src/builds/build.ts";
import { readBake } from "../../src/builds/read-bake.ts";
import { readDevcontainer } from "../../src/builds/read-devcontainer.ts";
import { readSkaffold } from "../../src/builds/read-skaffold.ts";
import { readWorkflow } from "../../src/builds/read-workflow.ts";
import { lint } from "../../src/index.ts";

/** A build in one line, as somebody would type it. */
function shown({ dockerfile, context, stage, buildArgs, images }: Build): string {
  const args = [...buildArgs].map(([name, value]) => ` --build-arg ${name}=${value}`).join("");
  const tags = images.map((image) => ` -t ${image}`).join("");
  return `-f ${dockerfile}${stage === null ? "" : ` --target ${stage}`}${args}${tags} ${context}`;
}

describe("bake", () => {
  const hcl = `
    variable "TAG" { default = "latest" }
    variable "OWNER" {}
    group "default" { targets = ["app", "db"] }
    target "base" {          # what all share
      context = "."
      args = { NODE = 20, "MODE" = "is-\${TAG}" }
    }
    target "app" {
      inherits   = ["base"]
      dockerfile = "docker/Dockerfile"
      target     = "prod"
      tags       = ["corp/app:\${TAG}", notequal("", OWNER) ? "x" : "", "\${OWNER}/app"]
      platforms  = [
        "linux/amd64", // and
        "linux/arm64"
      ]
    }
    function "double" { params = [a] result = a * 2 }
    target "db" { context = double("x") }
    target "remote" { context = "https://example.com/x.git" }
  `;

  test("HCL: inheritance, variables with defaults; what is computed is left out", () => {
    expect(readBake("docker-bake.hcl", hcl).map(shown)).toEqual([
      "-f Dockerfile --build-arg NODE=20 --build-arg MODE=is-latest .",
      "-f docker/Dockerfile --target prod --build-arg NODE=20 --build-arg MODE=is-latest -t corp/app:latest .",
    ]);
  });

  test("the place is the target's block", () => {
    const [, app] = readBake("docker-bake.hcl", hcl);
    expect(hcl.slice(app?.span.start, app?.span.end)).toMatch(/^target "app" \{.*\}$/s);
  });

  test("JSON, in a folder", () => {
    const json = `{"variable": {"TAG": {"default": "1"}}, "target": {"app": {"context": "x", "tags": ["q:\${TAG}"]}}}`;
    expect(readBake("ci/docker-bake.json", json).map(shown)).toEqual(["-f ci/x/Dockerfile -t q:1 ci/x"]);
  });

  test("a heredoc is no settings, though they stand in it", () => {
    const text = `target "app" {
  dockerfile-inline = <<-EOT
    context = "elsewhere"
    }
  EOT
}
target "db" { context = "db" }`;
    expect(readBake("docker-bake.hcl", text).map(shown)).toEqual(["-f db/Dockerfile db"]);
  });

  test.each([
    "target",
    'target "a',
    'target "a" {',
    "}{][",
    'target "a" { tags = [',
    "a = {{{{",
    'target "a" { ] }',
    'target "a" { ) x = ) }',
    'target "a" { x = <<END',
    'target "a" { x = <<END\n',
  ])("%j ends somewhere", (text) => {
    expect(readBake("docker-bake.hcl", text).length).toBeLessThan(2);
  });
});

test("skaffold: the Dockerfile's path starts at the artifact's context", () => {
  const yaml = `
apiVersion: skaffold/v4beta6
kind: Config
build:
  artifacts:
    - image: app
      context: web
      docker: { dockerfile: docker/Dockerfile, target: prod, buildArgs: { A: "1" } }
    - image: java
      jib: {}
---
build:
  artifacts:
    - image: plain
`;
  expect(readSkaffold("deploy/skaffold.yaml", yaml).map(shown)).toEqual([
    "-f deploy/web/docker/Dockerfile --target prod --build-arg A=1 -t app deploy/web",
    "-f deploy/Dockerfile -t plain deploy",
  ]);
});

test("devcontainer.json: JSON with comments, both paths start at its folder", () => {
  const json = `{
    // for everybody
    "name": "x // y",
    "build": { "dockerfile": "../Dockerfile", "context": "..", "target": "dev", /* none */ "args": { "A": "b" }, },
  }`;
  expect(readDevcontainer(".devcontainer/devcontainer.json", json).map(shown)).toEqual([
    "-f Dockerfile --target dev --build-arg A=b .",
  ]);
  expect(readDevcontainer(".devcontainer.json", `{ "image": "debian" }`).map(shown)).toEqual([]);
});

test("a workflow: paths start at the repository's root, expressions are not guessed", () => {
  const yaml = `
on: push
jobs:
  build:
    steps:
      - uses: actions/checkout@v4
      - uses: docker/build-push-action@v6
        with:
          context: ./web
          file: ./docker/web.Dockerfile
          target: prod
          tags: |
            corp/web:1
            corp/web:\${{ github.sha }}
          build-args: |
            A=b=c
      - uses: docker/build-push-action@v6
        with: { context: "\${{ matrix.dir }}" }
      - uses: docker/build-push-action@v6
`;
  expect(readWorkflow("sub/.github/workflows/ci.yml", yaml).map(shown)).toEqual([
    "-f sub/docker/web.Dockerfile --target prod --build-arg A=b=c -t corp/web:1 sub/web",
    "-f sub/Dockerfile sub",
  ]);
});

/** A script that runs the service as its child, which siglint finds only in the right build context. */
const files = {
  "docker/app.Dockerfile": 'FROM debian:12\nCOPY run.sh /\nENTRYPOINT ["/run.sh"]\n',
  "docker/run.sh": "#!/bin/sh\nexec my_demo_svr\n",
  "run.sh": "#!/bin/sh\nexec my_demo_svr\n",
  "web/run.sh": "#!/bin/sh\nmy_demo_svr\n",
};

test.each([
  ["docker-bake.hcl", 'target "app" {\n  context = "web"\n  dockerfile = "../docker/app.Dockerfile"\n}\n'],
  [
    "skaffold.yaml",
    "build: { artifacts: [{ image: app, context: web, docker: { dockerfile: ../docker/app.Dockerfile } }] }\n",
  ],
  [
    ".devcontainer/devcontainer.json",
    '{ "build": { "dockerfile": "../docker/app.Dockerfile", "context": "../web" } }\n',
  ],
  [
    ".github/workflows/ci.yml",
    "jobs: { a: { steps: [{ uses: docker/build-push-action@v6, with: { context: web, file: docker/app.Dockerfile } }] } }\n",
  ],
])("%s says which folder a Dockerfile is built in", async (file, text) => {
  const paths = ["docker/app.Dockerfile"];
  expect((await lint({ files, paths })).findings).toEqual([]);
  const { findings } = await lint({ files: { ...files, [file]: text }, paths });
  expect(findings.map(({ span }) => span.file)).toEqual(["web/run.sh"]);
});
