import { expect, test } from "vitest";
import { rules } from "../../rules/index.ts";
import { type MemoryFile, memoryTree } from "../../src/context/memory-tree.ts";
import type { Finding } from "../../src/diagnostic.ts";
import { lintAll } from "../../src/run.ts";

/** The rules about the start command itself. */
const ABOUT_START = [
  "entrypoint-discards-cmd",
  "malformed-exec-form",
  "script-interpreter",
  "script-line-endings",
  "script-not-executable",
  "script-not-found",
];

type Files = Readonly<Record<string, MemoryFile>>;

async function find(dockerfile: readonly string[], files: Files): Promise<readonly Finding[]> {
  const tree = memoryTree({ Dockerfile: `${dockerfile.join("\n")}\n`, ...files });
  const options = { tree, paths: ["Dockerfile"], context: null, stage: null, shell: null, base: null };
  const { findings } = await lintAll(options, rules);
  return findings.filter(({ rule }) => ABOUT_START.includes(rule));
}

async function said(dockerfile: readonly string[], files: Files = {}): Promise<readonly string[]> {
  return (await find(dockerfile, files)).map(({ rule, severity }) => `${rule} ${severity}`);
}

const BASH: Files = { "start.sh": "#!/bin/bash\nexec nginx -g 'daemon off;'\n" };
const LOCKED: Files = { "start.sh": { text: "#!/bin/sh\nexec my_server\n", executable: false } };
const START = 'ENTRYPOINT ["/start.sh"]';

test.each<[string, readonly string[], Files]>([
  ["an image on Alpine that nobody knows", ["FROM shop/base:alpine", "COPY start.sh /", START], BASH],
  ["bash in a version", ["FROM alpine:3.20", "RUN apk add -U bash=5.2-r0", "COPY start.sh /", START], BASH],
  [
    "packages out of a file",
    ["FROM alpine", "COPY list /", "RUN xargs apk add < /list", "COPY start.sh /", START],
    { ...BASH, list: "bash\n" },
  ],
  [
    "packages that only the build knows",
    ["FROM alpine", "RUN apk add --no-cache $(cat /list)", "COPY start.sh /", START],
    BASH,
  ],
  [
    "a script that installs",
    ["FROM alpine", "COPY install.sh /", "RUN sh /install.sh", "COPY start.sh /", START],
    { ...BASH, "install.sh": "apk add bash\n" },
  ],
  [
    "bash in the stage below",
    ["FROM alpine AS tools", "RUN apk add bash", "FROM tools", "COPY start.sh /", START],
    BASH,
  ],
  [
    "bash out of another image",
    ["FROM alpine", "COPY --from=bash:5 /usr/local/bin/bash /bin/bash", "COPY start.sh /", START],
    BASH,
  ],
  ["an image with bash of its own", ["FROM postgres:16-alpine", "COPY start.sh /", START], BASH],
])("bash on Alpine, silent: %s", async (_, dockerfile, files) => {
  expect(await said(dockerfile, files)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ["a glob", ["FROM debian:12", "COPY . /", "RUN chmod u+x /*.sh", START]],
  ["a folder", ["FROM debian:12", "COPY . /", "RUN chmod -R 755 /", START]],
  ["exec form", ["FROM debian:12", "COPY start.sh /", 'RUN ["chmod", "+x", "/start.sh"]', START]],
  ["a variable", ["FROM debian:12", "ARG F=start.sh", "COPY $F /$F", "RUN chmod +x /$F", START]],
  ["a loop", ["FROM debian:12", "COPY . /", 'RUN for f in /*.sh; do chmod +x "$f"; done', START]],
  [
    "in the stage that it comes from",
    [
      "FROM debian:12 AS build",
      "COPY start.sh /",
      "RUN chmod +x /start.sh",
      "FROM debian:12",
      "COPY --from=build /start.sh /",
      START,
    ],
  ],
  ["install", ["FROM debian:12", "COPY . /src", "RUN install -m 755 /src/start.sh /start.sh", START]],
  [
    "a program of the context",
    [
      "FROM debian:12",
      "ADD bin /usr/bin/",
      "COPY start.sh /",
      "RUN ldconfig && set-up && rm /usr/bin/set-up",
      START,
    ],
  ],
  ["make", ["FROM debian:12", "COPY . /", "RUN make -C /", START]],
  ["only under a condition", ["FROM debian:12", "COPY . /", "RUN test -e /x || chmod +x /start.sh", START]],
])("the execute bit, silent: set by %s", async (_, dockerfile) => {
  const setUp = { "bin/set-up": { text: "#!/bin/sh\nchmod 755 /start.sh\n", executable: true } };
  expect(await said(dockerfile, { ...LOCKED, ...setUp })).toEqual([]);
});

test("a checkout that keeps no modes shows none", async () => {
  const dockerfile = ["FROM debian:12", "COPY start.sh /", START];
  expect(await said(dockerfile, LOCKED)).toEqual(["script-not-executable error"]);
  const config = { ".git/config": "[core]\n\tfilemode = false\n" };
  expect(await said(dockerfile, { ...LOCKED, ...config })).toEqual([]);
});

test.each<[string, readonly string[], Files]>([
  ["an archive", ["FROM scratch", "ADD rootfs.tar.gz /", 'CMD ["/bin/app"]'], {}],
  ["a folder that is built before", ["FROM scratch", "COPY bin/ /", 'CMD ["/app"]'], { "bin/.keep": "" }],
  ["all of another image", ["FROM scratch", "COPY --from=alpine / /", 'CMD ["/bin/app"]'], {}],
  [
    "PATH",
    ["FROM debian:12", "ENV PATH=/app/bin:$PATH", "COPY bin/ /app/bin/", 'CMD ["run.sh"]'],
    { "bin/run.sh": "#!/bin/sh\nexec my_server\n" },
  ],
  [
    "a link",
    ["FROM debian:12", "WORKDIR /app", "COPY . .", "RUN ln -s /app/run.sh /usr/bin/run.sh", 'CMD ["run.sh"]'],
    { "run.sh": "#!/bin/sh\nexec my_server\n" },
  ],
  [
    "a build of what .dockerignore keeps out",
    ["FROM node:22", "WORKDIR /app", "COPY . .", "RUN npm run build", 'CMD ["node", "dist/server.js"]'],
    { ".dockerignore": "dist\n", "dist/server.js": "" },
  ],
  ["a base image that nobody knows", ["FROM shop/java:17", 'CMD ["start.sh"]'], {}],
  [
    "the base image's own script",
    ["FROM nginx:1.27", 'ENTRYPOINT ["/docker-entrypoint.sh"]', 'CMD ["nginx"]'],
    {},
  ],
])("a file, silent: it comes by %s", async (_, dockerfile, files) => {
  expect(await said(dockerfile, files)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ["Windows", ["# escape=`", "FROM mcr.microsoft.com/windows/servercore:ltsc2022", "CMD app.exe --x"]],
  ["Windows by its image alone", ["FROM mcr.microsoft.com/windows/nanoserver:1809", "CMD app.exe --x"]],
  [
    "an image of one's own that is called distroless",
    ["FROM shop/distroless:1", 'ENTRYPOINT ["sh", "-c", "exec app"]'],
  ],
  ["a debug image", ["FROM gcr.io/distroless/base:debug", 'ENTRYPOINT ["sh", "-c", "exec app"]']],
  [
    "a shell form that reads its parameters",
    ["FROM debian:12", 'ENTRYPOINT exec app "$0" "$@"', 'CMD ["a"]'],
  ],
  [
    "a test of bash",
    ["FROM debian:12", 'SHELL ["/bin/bash", "-c"]', 'CMD [[ -n "$X" ]] && exec a || exec b'],
  ],
  ["nginx's own variables", ["FROM nginx", 'CMD ["nginx", "-g", "daemon off; error_log $LOG;"]']],
  ["an expression", ["FROM debian:12", 'CMD ["app", "-e", "s/$/x/", "^a$b"]']],
])("the command, silent: %s", async (_, dockerfile) => {
  expect(await said(dockerfile)).toEqual([]);
});

test.each<[string, readonly string[], readonly string[]]>([
  ["words without quotes", ["FROM node:22", "CMD [npm, start]"], ["malformed-exec-form error"]],
  ["no closing bracket", ["FROM node:22", 'CMD ["npm", "start"'], ["malformed-exec-form error"]],
  ["blanks inside the brackets", ["FROM node:22", 'CMD [ "npm", "start", ]'], ["malformed-exec-form error"]],
  ["curly quotes", ["FROM debian:12", "CMD [“app”, “--x”]"], ["malformed-exec-form error"]],
  ["one string", ["FROM debian:12", 'ENTRYPOINT ["/bin/sh -c", "app"]'], ["malformed-exec-form error"]],
  [
    "one string behind the base image's script",
    ["FROM node:22", 'CMD ["npm start"]'],
    ["malformed-exec-form error"],
  ],
  [
    "a variable in the program's name",
    ["FROM debian:12", 'CMD ["$JAVA_HOME/bin/java", "-version"]'],
    ["malformed-exec-form error"],
  ],
  [
    "an unknown base image, which may set ENTRYPOINT",
    ["FROM shop/base:7", "CMD ['app']"],
    ["malformed-exec-form warning"],
  ],
  [
    "exec of an assignment in a string",
    ["FROM debian:12", 'CMD ["sh", "-c", "exec A=1 app"]'],
    ["script-interpreter error"],
  ],
  ["SHELL", ["FROM alpine", 'SHELL ["/bin/bash", "-c"]', "CMD app --x"], ["script-interpreter error"]],
])("the command, said: %s", async (_, dockerfile, expected) => {
  expect(await said(dockerfile)).toEqual(expected);
});

test("gosu leaves a file without #! to the kernel, as the container runtime does; tini does not", async () => {
  const files = { "start.sh": { text: "exec my_server\n", executable: true } };
  const below = (init: string): readonly string[] => [
    "FROM debian:12",
    "COPY start.sh /",
    `ENTRYPOINT [${init}, "/start.sh"]`,
  ];
  expect(await said(below('"gosu", "www-data"'), files)).toEqual(["script-interpreter error"]);
  expect(await said(below('"tini", "--"'), files)).toEqual([]);
});

test("what a byte order mark hides", async () => {
  const files = { "start.sh": { text: "\uFEFF#!/bin/sh\nexec my_server\n", executable: true } };
  expect(await said(["FROM debian:12", "COPY start.sh /", START], files)).toEqual([
    "script-interpreter error",
  ]);
});

test("a script behind an interpreter that .dockerignore keeps out, where nothing is built", async () => {
  const files = { ".dockerignore": "app.py\n", "app.py": "import shop\n" };
  const dockerfile = ["FROM python:3.12", "WORKDIR /srv", "COPY . .", 'CMD ["python", "-u", "app.py"]'];
  expect(await said(dockerfile, files)).toEqual(["script-not-found error"]);
});

test("a mend of the start is offered, whatever comes to light behind it", async () => {
  const text = "#!/bin/sh\r\nset -e\r\nmy_server --port 8080\r\necho done\r\n";
  const files = { "start.sh": { text, executable: true } };
  const [finding] = await find(["FROM debian:12", "COPY start.sh /", START], files);
  expect(finding?.fix?.edits.length).toBe(4);
});
