import type { Severity } from "../diagnostic.ts";

type Paint = (text: string) => string;

/** The few ways in which output stands out; plain text where there are no colours. */
export interface Style {
  readonly severity: Readonly<Record<Severity | "problem", Paint>>;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  /** Makes a text lead to a URI where the terminal knows how. */
  readonly link: (text: string, uri: string) => string;
}

const plain: Paint = (text) => text;

export const plainStyle: Style = {
  severity: { error: plain, warning: plain, info: plain, problem: plain },
  strong: plain,
  faint: plain,
  good: plain,
  link: plain,
};

/**
 * Loads chalk, which only coloured output pays for. Links are OSC 8, as written down in
 * https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 */
export async function loadColorStyle(hasLinks = false): Promise<Style> {
  const { Chalk } = await import("chalk");
  const chalk = new Chalk({ level: 1 });
  return {
    severity: {
      error: chalk.red.bold,
      warning: chalk.yellow.bold,
      info: chalk.cyan.bold,
      problem: chalk.magenta.bold,
    },
    strong: chalk.bold,
    faint: chalk.dim,
    good: chalk.green,
    link: (text, uri) => (hasLinks ? `\u001b]8;;${uri}\u001b\\${text}\u001b]8;;\u001b\\` : text),
  };
}
