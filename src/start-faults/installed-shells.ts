import { hasWord } from "../shell/names-in-text.ts";
import type { Text } from "../span.ts";
import { mayRunScriptWith, type RunText, runTexts } from "./run-steps.ts";
import type { StartFacts } from "./start-facts.ts";

/**
 * Whether a RUN step may have brought a shell: it is named in one, a package may depend on it, or what is installed
 * cannot be read from the files.
 */
export function mayHaveInstalled(shell: string, { start, files }: StartFacts): boolean {
  const brings = (script: string): boolean => hasWord(script, shell) || hasWord(script, "apk");
  return runTexts(start.image).some(
    (run) =>
      hasWord(run.text, shell) ||
      mayRunScriptWith(run, brings, files) ||
      packagesOf(run).some((name) => name === null || !isKnownWithoutShell(name)),
  );
}

/** What `apk add` is told to install; null for a word that only the build knows. */
function packagesOf({ text, step }: RunText): readonly (string | null)[] {
  const joined = text.replace(/\\\n/g, " ");
  const calls = [...joined.matchAll(/\bapk\b((?:[^;&|\n])*)/g)].map((match) => match[1] ?? "");
  return calls.flatMap((call) => {
    const [, args] = /^(?:\s+-\S+)*\s+add(\s[\s\S]*)?$/.exec(call) ?? [];
    if (args === undefined) return [];
    return wordsOf(args, step.env);
  });
}

function wordsOf(args: string, env: ReadonlyMap<string, Text>): readonly (string | null)[] {
  const words = args
    .replace(/(^|\s)#.*$/gm, " ")
    .replace(/(?:^|\s)(-t|--virtual|--repository|-X)[\s=]+\S+/g, " ");
  return words
    .split(/\s+/)
    .filter((word) => word !== "" && !word.startsWith("-"))
    .flatMap((word): readonly (string | null)[] => {
      const name = /^["']?\$\{?(\w+)\}?["']?$/.exec(word)?.[1];
      const value = name === undefined ? undefined : env.get(name);
      if (value?.kind === "known") return value.text.split(/\s+/).filter((each) => each !== "");
      if (/[$`(]/.test(word)) return [null];
      return [word.replace(/^["']|["']$/g, "").replace(/[=<>~@][\s\S]*$/, "")];
    });
}

/** Alpine packages that bring no bash or zsh, by what their APKBUILD files in aports depend on. */
const KNOWN_WITHOUT_SHELL: ReadonlySet<string> = new Set(
  [
    "ca-certificates curl wget tzdata openssl git jq tini dumb-init su-exec shadow sudo make gcc g++ musl-dev libc-dev",
    "nodejs nodejs-current npm yarn python3 supervisor nginx redis sqlite mysql-client mariadb-client",
    "gettext libintl netcat-openbsd rsync openssh-client zip unzip tar gzip xz coreutils findutils grep sed gawk procps less nano",
    "libstdc++ libgcc icu-libs zlib libxml2 libxslt libpng libjpeg-turbo freetype fontconfig libpq libffi libc6-compat gcompat",
    "openssl-dev libffi-dev zlib-dev libpq-dev linux-headers bind-tools iputils iproute2 file tree vips krb5-libs libcurl",
  ].flatMap((names) => names.split(" ")),
);

function isKnownWithoutShell(name: string): boolean {
  return KNOWN_WITHOUT_SHELL.has(name) || /^(py3-[\w-]+|postgresql\d*-client|ttf-[\w-]+)$/.test(name);
}
