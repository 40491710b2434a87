/** What YAML is made of. */
export const yamlTokens: readonly string[] = [
  ...["- ", ": ", "\n", "  ", "[", "]", "{", "}", ",", "'", '"', "|\n", "|+2\n", ">-\n", "&a ", "*a", "<<: "],
  ...["!!js/function ", "!!binary ", "? ", "---\n", "...\n", "%YAML 1.1\n", "#", "~", "null", "true", "no"],
  ...["1e999", "-0", ".inf", "0x1", "0o7", "2001-01-01", "\\n", "\\u0000", "\\", "\t", "<<: [*a, *a]"],
];
