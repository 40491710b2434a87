/** What Markdown, its extensions on GitHub and GitLab (tables, mathematics, references) or HTML would read. */
const special = /[\\`*_~[\]<>&$|#@]/g;

/**
 * Text within a line that shows as it is, in tables too: entities, since a backslash does not help everywhere. A name
 * behind `@` is not called, a number behind `#` leads nowhere.
 */
export function escapeText(text: string): string {
  return entities(text).replace(/(&#(?:35|64);)(?=\w)/g, "$1<!-- -->");
}

/** Code within a line. */
export function codeSpan(text: string): string {
  return /[`|]/.test(text) ? `<code>${entities(text)}</code>` : `\`${text}\``;
}

/** Text in which backticks mark code, as in messages. */
export function proseWithCode(text: string): string {
  const parts = text.split(/`([^`]+)`/);
  return parts.map((part, index) => (index % 2 === 1 ? codeSpan(part) : escapeText(part))).join("");
}

function entities(text: string): string {
  return text.replace(special, (character) => `&#${character.charCodeAt(0)};`);
}
