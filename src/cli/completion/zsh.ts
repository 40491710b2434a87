import { namedCommands, type OptionWord, ruleLevels, type Vocabulary } from "./vocabulary.ts";

/** For zsh with its completion system. https://zsh.sourceforge.io/Doc/Release/Completion-System.html#Completion-Functions */
export function zshScript({ commands, rules }: Vocabulary): string {
  const names = Object.keys(namedCommands);
  const described = Object.entries(namedCommands).map(([name, text]) => quote(`${name}:${text}`));
  const cases = commands.map(({ command, options, operands }) => {
    const own = operands === "files" ? "*:file:_files" : `:word:(${operands.join(" ")})`;
    const specs = [...options.map(optionSpec), own].map(quote);
    return `    ${command}) _arguments -S ${specs.join(" \\\n      ")} ;;`;
  });
  return `#compdef siglint
_siglint_rules() {
  local -a rules=(${rules.join(" ")}) levels=(${ruleLevels.join(" ")})
  if compset -P '*:'; then compadd -a levels; else compadd -S : -a rules; fi
}
_siglint() {
  local command=lint
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    local -a commands=(${described.join(" ")})
    _describe command commands
    _files
    return
  fi
  case $words[2] in ${names.join(" | ")})
    command=$words[2]
    shift words
    (( CURRENT-- )) ;;
  esac
  case $command in
${cases.join("\n")}
  esac
}
if [[ $funcstack[1] = _siglint ]]; then _siglint "$@"; else compdef _siglint siglint; fi
`;
}

function optionSpec({ name, describe, value }: OptionWord): string {
  const text = `[${describe.replaceAll(/[[\]\\]/g, "\\$&")}]`;
  if (value === null) return `*${name}${text}`;
  const words = value === "files" ? "_files" : value === "rule-levels" ? "_siglint_rules" : value;
  const action = Array.isArray(words) ? `(${words.join(" ")})` : words === "text" ? " " : words;
  return `*${name}=${text}:value:${action}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
