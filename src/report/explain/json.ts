import type { ProcessNode } from "../../explanation.ts";
import { type Places, placesIn } from "../places.ts";
import type { ExplainReport } from "./formats.ts";

/** The machine-readable explanation. Fields are only ever added within a version. */
export const explainAsJson: ExplainReport = ({ targets, problems, sources }) => {
  const places = placesIn(sources);
  const document = {
    version: 1,
    targets: targets.map(({ target, place, base, assumes, argv, stopSignal, outcome, reason, tree }) => ({
      kind: target.kind,
      file: target.file,
      name: target.name,
      line: places.of(place).line,
      base: { image: base.image, sh: base.sh },
      assumes,
      argv,
      stopSignal,
      outcome,
      reason,
      tree: tree && jsonTree(tree, places),
    })),
    ...(problems.length > 0 && {
      problems: problems.map((problem) => {
        const { file, line, column } = places.ofProblem(problem);
        return { file, line, column, message: problem.message };
      }),
    }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};

interface JsonTree {
  readonly name: string;
  readonly pid1?: true;
  readonly role: ProcessNode["role"];
  readonly file: string | null;
  readonly line: number | null;
  readonly signal: ProcessNode["signal"];
  readonly children: readonly JsonTree[];
}

function jsonTree({ name, pid1, role, span, signal, children }: ProcessNode, places: Places): JsonTree {
  return {
    name,
    ...(pid1 && { pid1 }),
    role,
    file: span?.file ?? null,
    line: span === null ? null : places.of(span).line,
    signal,
    children: children.map((child) => jsonTree(child, places)),
  };
}
