/** Whether a name stands in a text as a word of its own: letters, digits and underscores around it would make it another. */
export function hasWord(text: string, name: string): boolean {
  return placesOf(text, name).next().done === false;
}

/** How often a text sets a variable (`name=`), and with `adds` also adds to it (`name+=`). */
export function countSettings(text: string, name: string, adds: boolean): number {
  let count = 0;
  for (const end of placesOf(text, name))
    if (text[end] === "=" || (adds && text.startsWith("+=", end))) count += 1;
  return count;
}

/** Whether a command of the text makes the variable one of a function's own. */
export function isDeclared(text: string, name: string): boolean {
  return text.split(/[;\n]/).some((command) => {
    const declares = /\b(local|declare|typeset)\b/.exec(command);
    return declares !== null && hasWord(command.slice(declares.index + declares[0].length), name);
  });
}

/** The ends of a name where it is a word. */
function* placesOf(text: string, name: string): Generator<number, void, void> {
  if (name === "") return;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!isInWord(text[at - 1]) && !isInWord(text[end])) yield end;
  }
}

function isInWord(sign: string | undefined): boolean {
  return sign !== undefined && /\w/.test(sign);
}
