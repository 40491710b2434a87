import { nearestWord } from "../../nearest-word.ts";
import { lastOf, type OptionValues } from "./option-values.ts";
import { type CommandName, callOf, commandNames, type Options, optionsOf } from "./options.ts";

/** What every command knows. */
const everywhere = ["help", "version"];

/** What is wrong with the options of a command, with what to write instead; null where nothing is. */
export function wrongOption(
  argv: readonly string[],
  values: OptionValues,
  command: CommandName,
): string | null {
  return flagWithValue(argv, command) ?? unknownOrEmpty(values, command);
}

/** The parser takes whatever a flag is given for a no, unless it is `true`. */
function flagWithValue(argv: readonly string[], command: CommandName): string | null {
  const end = argv.indexOf("--");
  for (const word of end === -1 ? argv : argv.slice(0, end)) {
    const [, no = "", name = "", value] = /^--(no-)?([^=]+)=(.*)$/s.exec(word) ?? [];
    const option = optionNamed(name, command);
    const isFlag = option?.type === "boolean" || everywhere.includes(name);
    if (!isFlag || (no === "" && (value === "true" || value === "false"))) continue;
    const instead =
      option?.negated === undefined
        ? "write it by itself, or leave it out"
        : `write --${name} or --no-${name}`;
    return `--${no}${name} takes no value: ${instead}`;
  }
  return null;
}

function unknownOrEmpty(values: OptionValues, command: CommandName): string | null {
  for (const [name, value] of Object.entries(values)) {
    if (["_", "--", ...everywhere].includes(name)) continue;
    const option = optionNamed(name, command);
    if (option === undefined) {
      const dashed = `${name.length === 1 ? "-" : "--"}${name}`;
      const where = command === "lint" ? "" : ` for ${command}`;
      return `There is no option ${dashed}${where}; ${adviceFor(name, command)}`;
    }
    const given = option.repeatable === true && Array.isArray(value) ? value : [lastOf(value)];
    if (option.type === "string" && given.some((each) => typeof each !== "string" || each === "")) {
      return `--${name} needs a value: ${option.describe}`;
    }
  }
  return null;
}

function optionNamed(name: string, command: CommandName): Options[string] | undefined {
  const options: Options = optionsOf[command];
  return Object.hasOwn(options, name) ? options[name] : undefined;
}

/** What to write instead of an option that a command does not have. */
function adviceFor(name: string, command: CommandName): string {
  const owner = commandNames.find((each) => Object.hasOwn(optionsOf[each], name));
  if (owner !== undefined) return `it belongs to ${owner === "lint" ? "siglint itself" : callOf(owner)}`;
  const meant = nearestWord(name, [...Object.keys(optionsOf[command]), ...everywhere]);
  return meant === null ? `${callOf(command)} --help lists them all` : `did you mean --${meant}?`;
}
