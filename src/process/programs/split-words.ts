/** Splits a text at blanks as `env -S` and simple command lines do; quotes group, a backslash keeps the next character. */
export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (quote === null && /\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (char === quote) quote = null;
    else if (quote === null && (char === '"' || char === "'")) {
      quote = char;
      word ??= "";
    } else {
      const escaped = char === "\\" && quote !== "'" ? text[++at] : char;
      word = (word ?? "") + (escaped ?? "");
    }
  }
  if (word !== null) words.push(word);
  return words;
}

/** Whether a command line is just words: no operator, variable, glob or substitution for a shell to work on. */
export function isPlainWords(text: string): boolean {
  return !/[|&;<>()$`*?[\]{}~!#\n]/.test(text) && !/^\s*[A-Za-z_]\w*=/.test(text);
}

/** Words as a command line that a shell reads back as the same words. */
export function quoteWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");
}
