// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of the shell
import type { FuzzKind } from "../fuzz-kind.ts";
import { mutatedContexts } from "../mutate.ts";
import { seedsWith } from "../seeds.ts";

const tokens = [
  ..."FROM,RUN,CMD,ENTRYPOINT,COPY,ADD,ENV,ARG,WORKDIR,ONBUILD,SHELL,HEALTHCHECK,STOPSIGNAL,USER,VOLUME"
    .split(",")
    .map((word) => `\n${word} `),
  ...["\n", "\\\n", "\r\n", "`\n", " ", "\t", "# syntax=x\n", "# escape=`\n", "\n# c\n"],
  ...["[", "]", '"', "'", ",", "\\", "\\u0041", "\\ud83d", "<<E", "<<-'E'", "\nE\n", "<<<"],
  ...[
    "$x",
    "${x:-y}",
    "${x%%*}",
    "${",
    "}",
    "=",
    "x=y ",
    "--from=0 ",
    "--from=x ",
    "--chmod=755 ",
    "--parents ",
  ],
  ...["..", "/", ".", "*", "[a-z]*", "sh -c ", "exec ", "&& ", "| ", "& ", "chmod +x ", "ln -s ", "> /x "],
  ...['["sh", "-c", "app"]', "SIGTERM", "99", "tini -- ", "scratch", "debian:12", "AS x\n"],
];

export const kind: FuzzKind = {
  contexts: mutatedContexts(
    seedsWith((path) => /Dockerfile/.test(path)),
    tokens,
  ),
};
