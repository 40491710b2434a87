import { byCodeUnit } from "../context/code-units.ts";
import type { KnownFinding } from "./known-finding.ts";

export type BaselineRead =
  | { readonly ok: true; readonly findings: readonly KnownFinding[] }
  | { readonly ok: false };

/** The text of a baseline: one finding on each line, in an order that moved lines do not change. */
export function printBaseline(findings: readonly KnownFinding[]): string {
  const lines = findings.toSorted(compareKnown).map(({ rule, file, text, target, stage }) => {
    return `\n    ${JSON.stringify({ rule, file, text, target, stage })}`;
  });
  return `{\n  "version": 1,\n  "findings": [${lines.join(",")}${lines.length === 0 ? "" : "\n  "}]\n}\n`;
}

/** Reads such a text; not ok where it is none. */
export function readBaseline(text: string): BaselineRead {
  const document = parse(text);
  if (!isRecord(document) || document.version !== 1 || !Array.isArray(document.findings))
    return { ok: false };
  const findings = document.findings.map(readKnown).filter((known) => known !== null);
  return findings.length === document.findings.length ? { ok: true, findings } : { ok: false };
}

function readKnown(value: unknown): KnownFinding | null {
  if (!isRecord(value)) return null;
  const { rule, file, text, target, stage } = value;
  if (typeof rule !== "string" || typeof file !== "string" || typeof text !== "string") return null;
  if (typeof target !== "string" || (typeof stage !== "string" && stage !== null)) return null;
  return { rule, file, text, target, stage };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compareKnown(one: KnownFinding, other: KnownFinding): number {
  return (
    byCodeUnit(one.file, other.file) ||
    byCodeUnit(one.rule, other.rule) ||
    byCodeUnit(one.text, other.text) ||
    byCodeUnit(one.target, other.target) ||
    byCodeUnit(one.stage ?? "", other.stage ?? "")
  );
}
