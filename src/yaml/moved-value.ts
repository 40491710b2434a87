import type { MappedText } from "../mapped-text.ts";
import type { Problem, Span } from "../span.ts";
import type { YamlEntry, YamlValue } from "./value.ts";

/** A value as it is in a file where its text stands `by` characters further on; what stands twice in it stays one. */
export function moveValue(value: YamlValue, by: number): YamlValue {
  const moved = new Map<YamlValue, YamlValue>();
  const move = (each: YamlValue): YamlValue => {
    const known = moved.get(each);
    if (known !== undefined) return known;
    const made = moveNode(each, by, move);
    moved.set(each, made);
    return made;
  };
  return by === 0 ? value : move(value);
}

function moveNode(value: YamlValue, by: number, move: (value: YamlValue) => YamlValue): YamlValue {
  const span = moveSpan(value.span, by);
  switch (value.kind) {
    case "scalar":
      return { ...value, span, text: moveText(value.text, by) };
    case "list":
      return { ...value, span, items: value.items.map(move) };
    case "map": {
      const entries = [...value.entries].map(([key, entry]): [string, YamlEntry] => [
        key,
        { ...entry, key: moveSpan(entry.key, by), value: move(entry.value) },
      ]);
      return { ...value, span, entries: new Map(entries) };
    }
  }
}

export function moveProblem(problem: Problem, by: number): Problem {
  return { ...problem, span: problem.span && moveSpan(problem.span, by) };
}

function moveSpan({ file, start, end }: Span, by: number): Span {
  return { file, start: start + by, end: end + by };
}

function moveText(text: MappedText, by: number): MappedText {
  return { ...text, pieces: text.pieces.map((piece) => ({ ...piece, start: piece.start + by })) };
}
