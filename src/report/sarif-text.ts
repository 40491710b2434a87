/** Message text in which nothing is taken for a link (section 3.11.6). */
export function plainMessage(text: string): string {
  return text.includes("](") ? text.replaceAll("[", "\\[") : text;
}

/** The text of a link in a message (section 3.11.6). */
export function linkText(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&");
}

/** A path as a relative reference: https://www.rfc-editor.org/rfc/rfc3986#section-4.2 */
export function uriOf(file: string): string {
  return file
    .split("/")
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, "\uFFFD")))
    .join("/");
}
