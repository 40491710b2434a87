const UNITS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
};

/** Seconds of a duration such as `1m30s`; null for what is none. https://pkg.go.dev/time#ParseDuration */
export function parseDuration(text: string): number | null {
  if (text === "0") return 0;
  const parts = [...text.matchAll(/([\d.]+)(h|ms|m|s|us|µs|μs|ns)/gy)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== text) return null;
  const seconds = parts.reduce(
    (sum, [, count = "0", unit = "s"]) => sum + Number(count) * (UNITS[unit] ?? 0),
    0,
  );
  return Number.isNaN(seconds) ? null : seconds;
}
