// How much siglint costs, as two ratios measured side by side, so that the machine does not matter much:
// - one small target, the whole process, against a bare `node -e 0`;
// - a tree of 1,000 targets, the whole process, against one that only reads the same files and parses them.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "siglint-bench-"));
const siglint = join(work, "siglint", "cli.js");
const parseOnly = join(work, "parse-only.mjs");
const targets = 1000;

try {
  run(root, [join(root, "scripts/build.mjs"), join(work, "siglint"), "--no-types"], [0]);
  await buildParseOnly();
  const small = join(work, "small");
  writeTarget(small, 0);
  const tree = join(work, "tree");
  for (let index = 0; index < targets; index++) writeTarget(join(tree, `service-${index}`), index);

  report(
    "one small target",
    "a bare node -e 0",
    21,
    () => run(small, [siglint], [0, 1]),
    () => run(small, ["-e", "0"], [0]),
  );
  report(
    `${targets} targets`,
    "only reading and parsing them",
    7,
    () => run(tree, [siglint, "--format", "json"], [0, 1]),
    () => run(tree, [parseOnly], [0]),
  );
} finally {
  rmSync(work, { recursive: true });
}

/** Runs both `pairs` times in turn and prints the median of the ratios. */
function report(name, against, pairs, one, other) {
  one();
  other();
  const times = Array.from({ length: pairs }, () => [one(), other()]);
  const ratio = median(times.map(([a, b]) => a / b));
  const [mine, theirs] = [0, 1].map((index) => median(times.map((pair) => pair[index])));
  console.log(
    `${name}: ${ratio.toFixed(2)} times ${against} (${mine.toFixed(0)} ms to ${theirs.toFixed(0)} ms, ${pairs} pairs)`,
  );
}

function run(cwd, argv, expected) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  const time = performance.now() - start;
  if (!expected.includes(status)) throw new Error(`${argv.join(" ")} ended with ${status}\n${stderr}`);
  return time;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

/** The same two parsers on the same files, and nothing else. */
async function buildParseOnly() {
  const contents = `
    import { readdirSync, readFileSync } from "node:fs";
    import { join } from "node:path";
    import { parse } from "unbash";
    import { parseDockerfile } from "./src/dockerfile/parse.ts";
    for (const entry of readdirSync(".", { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.name === "Dockerfile") parseDockerfile(path, readFileSync(path, "utf8"));
      else if (entry.name.endsWith(".sh")) parse(readFileSync(path, "utf8"));
    }`;
  await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    outfile: parseOnly,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    minifySyntax: true,
    minifyWhitespace: true,
  });
}

/** A build context of the usual size: a two-stage Dockerfile and a start script with some set-up before its end. */
function writeTarget(folder, index) {
  mkdirSync(folder, { recursive: true });
  const base = ["debian:12-slim", "alpine:3.20", "centos:7", "node:22"][index % 4];
  const end = [
    `service-${index} --port 80`,
    `exec service-${index} --port 80`,
    `service-${index} --port 80 &\nwait`,
    `service-${index} --port 80 &\npid=$!\nstop() {\n  kill "$pid"\n  wait "$pid"\n}\ntrap stop TERM\nwait "$pid"`,
  ][(index >> 2) % 4];
  writeFileSync(
    join(folder, "Dockerfile"),
    `FROM golang:1.23 AS build
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN go build -o /out/service-${index} ./cmd/service && \\
    strip /out/service-${index}

FROM ${base}
ENV DATA=/var/lib/service-${index} LOG_LEVEL=info
WORKDIR /app
COPY --from=build /out/service-${index} /usr/local/bin/
COPY start.sh ./
RUN chmod +x start.sh
EXPOSE 80
ENTRYPOINT ["./start.sh"]
CMD ["serve"]
`,
  );
  writeFileSync(
    join(folder, "start.sh"),
    `#!/bin/sh
set -e

# Settings that operators may give
: "\${LOG_LEVEL:=info}"
export LOG_LEVEL

if [ ! -d "$DATA" ]; then
  mkdir -p "$DATA"
fi

case "$1" in
  migrate)
    echo "migrating"
    exit 0
    ;;
  serve) shift ;;
esac

for file in /etc/service/*.conf; do
  [ -f "$file" ] && cp "$file" "$DATA/"
done

${end}
`,
  );
  writeFileSync(join(folder, "go.mod"), "module example.org/service\n");
}
