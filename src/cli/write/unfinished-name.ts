/**
 * A name for the new text of a file, beside the old one, until it takes that one's place. Nobody has to be unable to guess
 * it: what is there already, a link too, is never written to.
 */
export function unfinishedName(): string {
  const number = Math.floor(Math.random() * 2 ** 48);
  return `.siglint-${number.toString(16).padStart(12, "0")}`;
}

/** Whether a file has such a name: then whoever was writing it may be gone. */
export function isUnfinishedName(name: string): boolean {
  return /^\.siglint-[0-9a-f]{12}$/.test(name);
}
