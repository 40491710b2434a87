import type { Severity } from "../diagnostic.ts";

type Paint = (text: string) => string;

/** The few ways in which output stands out; plain text where there are no colours. */
export interface Style {
  readonly severity: Readonly<Record<Severity | "problem", Paint>>;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly good: Paint;
}

const plain: Paint = (text) => text;

export const plainStyle: Style = {
  severity: { error: plain, warning: plain, info: plain, problem: plain },
  strong: plain,
  faint: plain,
  good: plain,
};

/** Loads chalk, which only coloured output pays for. */
export async function loadColorStyle(): Promise<Style> {
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
  };
}
