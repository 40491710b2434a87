import type { Process } from "./process.ts";

/** A program nobody knows: it may be a service, or done in a moment. */
export function isStranger({ body }: Process): boolean {
  return body.kind === "opaque" || (body.kind === "program" && body.role === "stranger");
}
