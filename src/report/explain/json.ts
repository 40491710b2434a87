import type {
  OtherOutcome,
  PathStep,
  ProcessNode,
  SettingSource,
  TargetExplanation,
} from "../../explanation.ts";
import type { Choice } from "../../process/choice.ts";
import type { Span } from "../../span.ts";
import { type Places, placesIn } from "../places.ts";
import type { ExplainReport } from "./explain-report.ts";

/** The machine-readable explanation. Fields are only ever added within a version. */
export const explainAsJson: ExplainReport = ({ targets, problems, sources }) => {
  const places = placesIn(sources);
  const document = {
    version: 1,
    targets: targets.map((target) => jsonTarget(target, places)),
    ...(problems.length > 0 && {
      problems: problems.map((problem) => {
        const { file, line, column } = places.ofProblem(problem);
        return { file, line, column, message: problem.message };
      }),
    }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};

function jsonTarget(explained: TargetExplanation, places: Places) {
  const { target, place, base, assumes, argv, stopSignal, outcome, reason, tree } = explained;
  const { words, stopSignalSource, shells, shown, path, choices, alike, others, otherCommands, unknowns } =
    explained;
  return {
    kind: target.kind,
    file: target.file,
    name: target.name,
    line: places.of(place).line,
    base: { image: base.image, sh: base.sh, because: base.because },
    assumes,
    argv,
    words: words.map(({ text, source }) => ({ text, ...jsonSource(source, places) })),
    stopSignal,
    stopSignalFrom: jsonSource(stopSignalSource, places),
    outcome,
    reason,
    shells: Object.fromEntries(shells),
    shown,
    tree: tree && jsonTree(tree, places),
    path: path.map((step) => jsonStep(step, places)),
    choices: choices.map((choice) => jsonChoice(choice, places)),
    alike,
    others: others.map((other) => jsonOutcome(other, places)),
    otherCommands: otherCommands.map((other) => jsonOutcome(other, places)),
    unknowns: unknowns.map((unknown) => jsonStep(unknown, places)),
  };
}

function jsonOutcome({ outcome, ways, choices, services }: OtherOutcome, places: Places) {
  return { outcome, ways, choices: choices.map((choice) => jsonChoice(choice, places)), services };
}

function jsonSource(source: SettingSource, places: Places) {
  switch (source.kind) {
    case "instruction":
      return { from: source.instruction, ...jsonPlace(source.span, places) };
    case "image":
      return { from: source.instruction, image: source.image };
    case "docker":
      return { from: "docker" };
  }
}

function jsonStep({ span, text }: PathStep, places: Places) {
  return { ...(span === null ? noPlace : jsonPlace(span, places)), text };
}

const noPlace = { file: null, line: null, column: null };

function jsonChoice({ span, text, taken }: Choice, places: Places) {
  return { ...jsonPlace(span, places), text, taken };
}

function jsonPlace(span: Span, places: Places) {
  const { file, line, column } = places.of(span);
  return { file, line, column };
}

interface JsonTree {
  readonly name: string;
  readonly pid1?: true;
  readonly role: ProcessNode["role"];
  readonly file: string | null;
  readonly line: number | null;
  readonly signal: ProcessNode["signal"];
  readonly end: ProcessNode["end"];
  readonly shell?: string;
  readonly history: readonly string[];
  readonly unseen?: string;
  readonly children: readonly JsonTree[];
}

function jsonTree(node: ProcessNode, places: Places): JsonTree {
  const { name, pid1, role, span, signal, end, shell, history, unseen, children } = node;
  return {
    name,
    ...(pid1 && { pid1 }),
    role,
    file: span?.file ?? null,
    line: span === null ? null : places.of(span).line,
    signal,
    end,
    ...(shell !== null && { shell }),
    history,
    ...(unseen !== null && { unseen }),
    children: children.map((child) => jsonTree(child, places)),
  };
}
