import type { Finding, Severity } from "./diagnostic.ts";
import { meantOr } from "./nearest-word.ts";

/** What a rule reports its findings as; one that is off is not run. */
export type Level = Severity | "off";

/** By the id of the rule; a rule that is not named decides for itself. */
export type Levels = ReadonlyMap<string, Level>;

export type LevelsRead =
  | { readonly ok: true; readonly levels: Levels }
  | { readonly ok: false; readonly message: string };

const levelNames: Readonly<Record<Level, true>> = { off: true, info: true, warning: true, error: true };

/** Reads settings of the form `id:level`; the last one of a rule counts. `ids` are the rules that exist. */
export function readLevels(settings: readonly string[], ids: readonly string[]): LevelsRead {
  const levels = new Map<string, Level>();
  for (const setting of settings) {
    const colon = setting.lastIndexOf(":");
    const id = colon === -1 ? setting : setting.slice(0, colon);
    const level = colon === -1 ? "" : setting.slice(colon + 1);
    if (id === "")
      return { ok: false, message: "A rule and a level are needed: missing-exec:off, for instance" };
    if (!ids.includes(id)) return { ok: false, message: noSuchRule(id, ids) };
    if (level === "") {
      return {
        ok: false,
        message: `${id} needs a level: ${id}:off, ${id}:info, ${id}:warning or ${id}:error`,
      };
    }
    if (!isLevel(level)) {
      const advice = meantOr(level, Object.keys(levelNames), "choose from off, info, warning, error");
      return { ok: false, message: `There is no level ${level} for ${id}; ${advice}` };
    }
    levels.set(id, level);
  }
  return { ok: true, levels };
}

/** Says so, and names the rule that is probably meant. */
export function noSuchRule(id: string, ids: readonly string[]): string {
  return `There is no rule ${id}; ${meantOr(id, ids, "siglint rules lists them all")}`;
}

/** The findings as the levels of their targets have them. */
export function atLevels(
  findings: readonly Finding[],
  levelsOf: (target: string) => Levels,
): readonly Finding[] {
  return findings.flatMap((finding) => {
    const level = levelsOf(finding.target.file).get(finding.rule) ?? finding.severity;
    return level === "off" ? [] : [{ ...finding, severity: level }];
  });
}

function isLevel(word: string): word is Level {
  return Object.hasOwn(levelNames, word);
}
