/**
 * Text from files and file names, safe on a terminal, in the log of a CI server and on one line: control characters
 * become their pictures (`␛`); characters that reorder or hide text (https://trojansource.codes), and the first of what
 * a server would take for a command, become their code points.
 */
export function visible(text: string): string {
  const shown = text.replace(unsafe, inView);
  // A line that begins like this is a command for GitHub and its kin, blanks in front or not.
  return /^\s*::/.test(shown) ? shown.replace(":", inView) : shown;
}

function inView(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "␡";
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** As `visible`, for a text of several lines; tabs stay. */
export function visibleLines(text: string): string {
  return text.replace(/[^\n\t]+/g, visible);
}

/**
 * Controls and lone surrogates, line separators, interlinear marks; what fonts show nothing of, but for the joiners and
 * variation selectors of languages and emoji; `##[`, `##vso[` and `##teamcity[`, which Azure Pipelines, GitHub and
 * TeamCity take for commands wherever they stand in a line.
 */
const unsafe =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFF9-\uFFFB]|(?!\u200C|\u200D|[\uFE00-\uFE0F])\p{DI}|#(?=#(?:vso|teamcity)?\[)/gu;
