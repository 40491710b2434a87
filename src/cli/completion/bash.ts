import { namedCommands, ruleLevels, type Vocabulary } from "./vocabulary.ts";

/**
 * For bash 3.2 and later (macOS has that one). `=` and `:` part words there, as COMP_WORDBREAKS says.
 * https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html
 */
export function bashScript({ commands, rules }: Vocabulary): string {
  const names = Object.keys(namedCommands);
  const values = commands.flatMap(({ command, options }) =>
    options.flatMap(({ name, value }) => {
      if (value === null) return [];
      const action =
        value === "files" || value === "text"
          ? "return"
          : value === "rule-levels"
            ? `words="${rules.map((rule) => `${rule}:`).join(" ")}" part=1`
            : `words="${value.join(" ")}"`;
      return `    "${command} ${name}") ${action} ;;`;
    }),
  );
  const words = commands.map(({ command, options, operands }) => {
    const own = operands === "files" ? [] : operands;
    return `        ${command}) words="${own.join(" ")}" options="${options.map(({ name }) => name).join(" ")}" ;;`;
  });
  return `# siglint completion bash
_siglint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} at=$((COMP_CWORD - 1)) command=lint words="" options="" part="" word
  COMPREPLY=()
  case $cur in = | :) cur="" at=$COMP_CWORD ;; esac
  case \${COMP_WORDS[1]} in ${names.join(" | ")}) [ "$COMP_CWORD" -le 1 ] || command=\${COMP_WORDS[1]} ;; esac
  local option=$((at > 2 ? at - 2 : 1))
  [ "\${COMP_WORDS[option]}" != = ] || option=$((option - 1))
  if [ "\${COMP_WORDS[at]}" = : ] && [ "\${COMP_WORDS[option]}" = --rule ]; then
    COMPREPLY=($(compgen -W "${ruleLevels.join(" ")}" -- "$cur"))
    return
  fi
  [ "\${COMP_WORDS[at]}" != = ] || at=$((at - 1))
  case "$command \${COMP_WORDS[at]}" in
${values.join("\n")}
    *)
      case $command in
${words.join("\n")}
      esac
      case $cur in -*) words=$options ;; esac
      [ "$COMP_CWORD" -gt 1 ] || [ "\${cur#-}" != "$cur" ] || words="${names.join(" ")}"
      ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [ -n "$part" ]; then
    compopt -o nospace 2>/dev/null
  elif [ "$COMP_CWORD" -eq 1 ] && [ "\${cur#-}" = "$cur" ]; then
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$cur")
  fi
}
complete -o bashdefault -o default -F _siglint siglint
`;
}
