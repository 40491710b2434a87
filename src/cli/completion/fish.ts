import { namedCommands, type OptionWord, ruleLevels, type Vocabulary } from "./vocabulary.ts";

/** For fish 3. https://fishshell.com/docs/current/completions.html */
export function fishScript({ commands, rules }: Vocabulary): string {
  const levels = rules.flatMap((rule) => ruleLevels.map((level) => `${rule}:${level}`));
  const words = Object.entries(namedCommands).map(
    ([name, text]) =>
      `complete -c siglint -n 'test (count (commandline -opc)) -eq 1' -a ${name} -d ${quote(text)}`,
  );
  const lines = commands.flatMap(({ command, options, operands }) => {
    const start = `complete -c siglint -n 'test (__siglint_command) = ${command}'`;
    const own = operands === "files" ? [] : [`${start} -f -a ${quote(operands.join(" "))}`];
    return [...options.map((option) => `${start} ${optionOf(option, levels)}`), ...own];
  });
  return `# siglint completion fish
function __siglint_command
  set -l words (commandline -opc)
  if contains -- "$words[2]" ${Object.keys(namedCommands).join(" ")}
    echo $words[2]
  else
    echo lint
  end
end
${[...words, ...lines].join("\n")}
`;
}

function optionOf({ name, describe, value }: OptionWord, levels: readonly string[]): string {
  const option = `-l ${name.slice(2)} -d ${quote(describe)}`;
  if (value === null) return option;
  if (value === "files") return `${option} -r -F`;
  if (value === "text") return `${option} -x`;
  return `${option} -x -a ${quote((value === "rule-levels" ? levels : value).join(" "))}`;
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
