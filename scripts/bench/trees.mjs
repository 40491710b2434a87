import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A folder with that many targets. */
export function writeTree(folder, count) {
  for (let index = 0; index < count; index++)
    writeTarget(count === 1 ? folder : join(folder, `service-${index}`), index);
  return folder;
}

/** A target whose script has that many lines of the usual kinds, at most 20 bytes each. */
export function writeLongScript(folder, count) {
  mkdirSync(folder, { recursive: true });
  const block = (at) => [
    `echo step ${at}`,
    `V=${at}`,
    '[ -n "$V" ] && :',
    "if true; then",
    "  cd /tmp",
    "fi",
    "# and then",
  ];
  const lines = Array.from({ length: Math.floor((count - 2) / 7) }, (_, at) => block(at)).flat();
  const rest = Array.from({ length: count - 2 - lines.length }, () => "");
  writeFileSync(join(folder, "start.sh"), ["#!/bin/sh", ...lines, ...rest, "app", ""].join("\n"));
  writeFileSync(
    join(folder, "Dockerfile"),
    'FROM debian:12\nCOPY --chmod=755 start.sh /\nENTRYPOINT ["/start.sh"]\n',
  );
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
