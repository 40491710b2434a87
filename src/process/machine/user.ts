import type { Argument } from "./argument.ts";

/** As whom a command runs below a wrapper that changes the user; undefined where the wrapper changes none. */
export function userBelow(name: string, args: readonly Argument[]): string | null | undefined {
  const words = args.map((argument) => argument.text);
  switch (name) {
    case "gosu":
    case "su-exec":
    case "s6-setuidgid":
    case "setuidgid":
      return userName(words[1]);
    case "setpriv":
      return optionValue(words, ["--reuid"]) ?? undefined;
    case "chpst":
      return userName(optionValue(words, ["-u"]) ?? undefined) ?? undefined;
    case "sudo":
    case "doas":
      return optionValue(words, ["-u", "--user"]) ?? "root";
    case "runuser":
      return optionValue(words, ["-u", "--user"]) ?? operand(words) ?? "root";
    case "su":
      return operand(words) ?? "root";
    default:
      return undefined;
  }
}

function userName(word: string | undefined): string | null {
  return word === undefined ? null : (word.split(":")[0] ?? null);
}

function optionValue(words: readonly string[], names: readonly string[]): string | null {
  for (const [index, word] of words.entries()) {
    const name = names.find((option) => word === option || word.startsWith(`${option}=`));
    if (name === undefined) continue;
    return word === name ? (words[index + 1] ?? null) : word.slice(name.length + 1);
  }
  return null;
}

function operand(words: readonly string[]): string | null {
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? "";
    if (["-s", "-c", "-g", "-G", "--shell", "--command", "--group"].includes(word)) index++;
    else if (!word.startsWith("-")) return word;
  }
  return null;
}

/** The number that `id -u` prints for a user: 0 for root, any other number for somebody else. */
export function userId(user: string): string {
  const name = user.split(":")[0] ?? "";
  if (name === "root" || name === "0" || name === "") return "0";
  return /^\d+$/.test(name) ? name : "1000";
}
