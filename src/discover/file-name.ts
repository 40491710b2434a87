const SCRIPT_ENDINGS = new Set(["sh", "bash", "ash", "dash", "ksh"]);

const NOT_ITSELF = new Set(
  [
    "dockerignore containerignore license",
    "swp swo swn orig rej bak tmp patch diff",
    "j2 jinja jinja2 tmpl tpl template gotmpl erb ejs hbs mustache liquid in m4",
    "md markdown mdx rst adoc txt html xml csv svg png pdf",
    "json jsonc json5 yml yaml toml ini lock log sum sha256 sig asc",
    "gz tgz tar zip snap tmlanguage sublime-syntax",
  ].flatMap((endings) => endings.split(" ")),
);

const PROGRAM_TEXT = new Set(
  [
    "go js mjs cjs jsx ts mts cts tsx vue py rb rs java kt scala groovy",
    "cs fs vb c cc cpp h hpp m swift php pl lua ex exs erl hs ml",
    "clj el vim nix bzl bazel gradle proto css scss sql tf ps1 cmd bat zsh",
  ].flatMap((endings) => endings.split(" ")),
);

/** The files that `discover` looks for, in words for messages. */
export const TARGET_FILES =
  "Dockerfile, Dockerfile.*, *.Dockerfile, Containerfile*, compose files and Kubernetes manifests";

/** https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file, and the variants of them. */
const COMPOSE = /^(docker-)?compose([.-].+)?\.ya?ml$/;
const YAML = /\.ya?ml$/;

/** What the name of a YAML file says. `yaml`: the content decides. */
export function judgeYaml(name: string): "compose" | "yaml" | "no" {
  const lower = name.toLowerCase();
  return COMPOSE.test(lower) ? "compose" : YAML.test(lower) ? "yaml" : "no";
}

/**
 * What the name of a file that was found says: `no` for what is made from, for or beside a Dockerfile too
 * (`Dockerfile.j2`, `Dockerfile.dev~`, `Dockerfile.md`). `perhaps`: program text that deals with Dockerfiles has such
 * names (`dockerfile.go`), so the content decides. Upper and lower case are the same.
 */
export function judgeFound(name: string): "dockerfile" | "perhaps" | "no" {
  const lower = name.toLowerCase();
  if (!/^dockerfile(\.|$)|\.dockerfile$|^containerfile/.test(lower)) return "no";
  const ending = endingOf(lower);
  if (lower.endsWith("~") || NOT_ITSELF.has(ending)) return "no";
  return PROGRAM_TEXT.has(ending) || SCRIPT_ENDINGS.has(ending) ? "perhaps" : "dockerfile";
}

/** As `judgeFound`, for a file that somebody named: `Dockerfile-dev` and `Dockerfile.j2` count, and so does `.sh`. */
export function judgeNamed(name: string): "dockerfile" | "script" | "perhaps" {
  const lower = name.toLowerCase();
  const ending = endingOf(lower);
  if (SCRIPT_ENDINGS.has(ending)) return "script";
  if (PROGRAM_TEXT.has(ending)) return "perhaps";
  return /^(dockerfile|containerfile)|\.dockerfile$/.test(lower) ? "dockerfile" : "perhaps";
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
