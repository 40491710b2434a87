/** What XML 1.0 cannot carry at all, not even as a reference: https://www.w3.org/TR/xml/#charsets */
const impossible = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Also line ends and tabs: a reader would make blanks of them. */
const special = /[&<>"'\t\n\r]/g;

/** Text for an attribute value in quotes. Controls become their pictures (`␛`), other impossible characters U+FFFD. */
export function xmlAttribute(text: string): string {
  return text
    .replace(impossible, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x20 ? String.fromCodePoint(0x2400 + code) : "\uFFFD";
    })
    .replace(special, (character) => `&#${character.codePointAt(0)};`);
}

/** A start tag without its `>`: `<name key="value"`. Attributes that are null are left out. */
export function xmlTag(name: string, attributes: Readonly<Record<string, string | number | null>>): string {
  const list = Object.entries(attributes).filter(([, value]) => value !== null);
  return [`<${name}`, ...list.map(([key, value]) => `${key}="${xmlAttribute(String(value))}"`)].join(" ");
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
