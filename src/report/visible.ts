/**
 * Text from files and file names, safe on a terminal and on one line: control characters become their pictures
 * (`␛`), and characters that reorder or hide text (https://trojansource.codes) become their code points.
 */
export function visible(text: string): string {
  return text.replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return "␡";
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/** Controls and lone surrogates; soft hyphen, zero-width and bidirectional marks, line separators, byte order mark. */
const hidden = /[\p{Cc}\p{Cs}\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;
