/** What a mode does to the execute bits of a file, whoever they are for. */
export type ModeEffect = "yes" | "no" | "unchanged" | "unknown";

/** Reads a mode as chmod(1) and `--chmod` take it: octal (`0755`) or symbolic (`u+x,g-w`). */
export function readMode(mode: string): ModeEffect {
  if (/^[0-7]{1,5}$/.test(mode)) return (Number.parseInt(mode, 8) & 0o111) === 0 ? "no" : "yes";
  let effect: ModeEffect = "unchanged";
  for (const clause of mode.split(",")) {
    const match = /^([ugoa]*)([-+=])([rwxXstugo]*)$/.exec(clause);
    if (match === null) return "unknown";
    const [, who = "", operator = "", bits = ""] = match;
    const everyone = who === "" || who.includes("a");
    if (bits.includes("x") || (bits.includes("X") && operator !== "-")) {
      if (operator !== "-") effect = bits.includes("x") ? "yes" : effect;
      else if (everyone) effect = "no";
    } else if (operator === "=" && everyone) effect = "no";
  }
  return effect;
}
