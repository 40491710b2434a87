import type { Outcome } from "../../diagnostic.ts";
import type { ProcessNode } from "../../explanation.ts";

/** What becomes of the stop signal at a process, and then of the process, in words. */
export function fateOf(node: ProcessNode, signal: string, outcome: Outcome): string {
  const { unseen, pid1 } = node;
  if (outcome === "unknown") return unseen === null ? "" : "siglint cannot see into it";
  const hears = node.signal === "never" ? "never hears of it" : pid1 ? `gets ${signal}` : "hears of it";
  const does = conductInWords(node);
  const ends = endInWords(node, outcome);
  const clauses = [hears, does, ends].filter((clause) => clause !== "");
  const fate = clauses.length > 2 ? `${clauses.slice(0, -1).join(", ")}, and ${ends}` : clauses.join(" and ");
  return unseen === null ? fate : `${fate}; siglint cannot see into it`;
}

function conductInWords({ signal, role, end, trapWaitsFor }: ProcessNode): string {
  switch (signal) {
    case "handled":
      if (role !== "shell") return "";
      return trapWaitsFor === null ? "runs its trap" : `cannot run its trap before ${trapWaitsFor} has ended`;
    case "passed-on":
      return "passes it on";
    case "ignored":
      return end === "killed" ? "does nothing" : "does nothing with it";
    case "kills":
    case "never":
      return "";
  }
}

function endInWords({ signal, end }: ProcessNode, outcome: Outcome): string {
  if (signal === "kills") return "dies of it at once";
  if (end === "killed") {
    if (outcome !== "cut") return "is killed";
    return signal === "handled" ? "is killed at work, with the container" : "is killed with the container";
  }
  return signal === "never" ? "ends by itself" : "ends";
}
