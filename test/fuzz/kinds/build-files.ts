// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of bake and of workflows
import type { FuzzKind } from "../fuzz-kind.ts";
import { mutatedContexts } from "../mutate.ts";
import { yamlTokens } from "../yaml-tokens.ts";

/** Files that say how an image is built, by their paths. */
const buildFiles = {
  "docker-bake.hcl": `variable "TAG" { default = "1" }
group "default" { targets = ["app"] }
target "base" {
  context = "docker" # the folder
  args = { NODE = 20, "MODE" = "is-\${TAG}" }
}
target "app" {
  inherits   = ["base"]
  dockerfile = "Dockerfile"
  target     = notequal("", TAG) ? "prod" : ""
  tags       = ["corp/app:\${TAG}", <<END
x
END
  ]
}
`,
  "docker-bake.json": `{"variable": {"TAG": {"default": "1"}}, "group": {"default": {"targets": ["app"]}},
"target": {"app": {"context": "docker", "dockerfile": "Dockerfile", "tags": ["app:\${TAG}"], "args": {"A": "b"}}}}
`,
  "skaffold.yaml": `apiVersion: skaffold/v4beta6
kind: Config
build:
  artifacts:
    - image: app
      context: docker
      docker: { dockerfile: Dockerfile, target: prod, buildArgs: { A: "1" } }
`,
  ".devcontainer/devcontainer.json": `{
  // for everybody
  "build": { "dockerfile": "../docker/Dockerfile", "context": "../docker", "target": "prod", "args": { "A": "b" }, },
}
`,
  ".github/workflows/ci.yml": `jobs:
  build:
    steps:
      - uses: docker/build-push-action@v6
        with:
          context: ./docker
          file: ./docker/Dockerfile
          tags: |
            corp/app:1
            corp/app:\${{ github.sha }}
          build-args: |
            A=b=c
`,
};

const built = {
  "docker/Dockerfile": 'FROM debian:12 AS prod\nARG A\nCOPY run.sh /\nENTRYPOINT ["sh", "/run.sh"]\n',
  "docker/run.sh": "#!/bin/sh\n./server\n",
  "run.sh": "#!/bin/sh\nexec ./server\n",
};

const tokens = [
  ...yamlTokens,
  ...[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    '"',
    "\\",
    "${",
    "${TAG}",
    "$${",
    "%{ if x }",
    "%{",
    "/*",
    "*/",
    "//",
    "#",
  ],
  ...["<<END\n", "\nEND\n", "<<-", "? :", "=> ", "==", "null", "1e999", "-"],
  ...[
    'target "a" {',
    "variable ",
    "function ",
    "group ",
    "inherits = ",
    "context = ",
    "matrix = ",
    "args = ",
  ],
  ...['["base"]', '["app"]', "..", "../../etc", "/etc/passwd", "https://example.com/x.git"],
];

/** Build files: what ties an image to its context. */
export const kind: FuzzKind = {
  contexts: mutatedContexts(
    Object.entries(buildFiles).map(([path, text]) => [{ ...built, [path]: text }, path] as const),
    tokens,
  ),
};
