import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { Finding, Severity } from "../diagnostic.ts";
import type { Problem } from "../span.ts";
import type { ClientFeatures } from "./client-features.ts";
import type { FileReport } from "./file-reports.ts";
import type { Locations } from "./locations.ts";
import type { RulePages } from "./rule-pages.ts";

export interface DiagnosticSurroundings {
  readonly locations: Locations;
  readonly features: ClientFeatures;
  readonly pages: RulePages;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** The findings in a file, then what siglint could not read of it. */
export function diagnosticsOf(
  { findings, problems }: FileReport,
  surroundings: DiagnosticSurroundings,
): Diagnostic[] {
  return [
    ...findings.map((finding) => findingDiagnostic(finding, surroundings)),
    ...problems.map((problem) => problemDiagnostic(problem, surroundings.locations)),
  ];
}

/** A finding; the way to it as related information. */
export function findingDiagnostic(
  { rule, severity, message, help, span, trace }: Finding,
  { locations, features, pages }: DiagnosticSurroundings,
): Diagnostic {
  const href = features.codeDescription ? pages.uri(rule) : null;
  return {
    range: locations.range(span),
    severity: severities[severity],
    source: "siglint",
    code: rule,
    message: `${message}\nhelp: ${help}`,
    ...(href !== null && { codeDescription: { href } }),
    ...(features.relatedInformation && {
      relatedInformation: trace.map((step) => ({
        location: { uri: locations.uri(step.span.file), range: locations.range(step.span) },
        message: step.text,
      })),
    }),
  };
}

function problemDiagnostic({ file, span, message, fatal }: Problem, locations: Locations): Diagnostic {
  return {
    range: locations.range(span ?? { file, start: 0, end: 0 }),
    severity: fatal === true ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: "siglint",
    message,
  };
}
