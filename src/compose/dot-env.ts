import { interpolate, type Variables } from "./interpolate.ts";

/**
 * The variables of a `.env` file: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax.
 * What it does not understand it leaves out. `outer` has those that a value may name besides the ones above it.
 */
export function parseDotEnv(text: string, outer: Variables = () => undefined): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const variables: Variables = (name) => values.get(name) ?? outer(name);
  const entry =
    /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:][ \t]*(?:'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\r\n]*))/gm;
  for (const [, name = "", single, double, plain] of text.replace(/^\uFEFF/, "").matchAll(entry)) {
    if (single !== undefined) values.set(name, single.replaceAll("\\'", "'"));
    else {
      const raw = double === undefined ? withoutComment(plain ?? "") : unescaped(double);
      const { text: mapped, unknown } = interpolate({ text: raw, file: "", pieces: [] }, variables);
      if (unknown === null) values.set(name, mapped.text);
    }
  }
  return values;
}

function withoutComment(value: string): string {
  const comment = value.search(/(?:^|[ \t])#/);
  return (comment === -1 ? value : value.slice(0, comment)).trimEnd();
}

function unescaped(value: string): string {
  const letters: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", $: "$$" };
  return value.replace(/\\([\s\S])/g, (whole, letter: string) =>
    letter === '"' || letter === "\\" ? letter : (letters[letter] ?? whole),
  );
}
