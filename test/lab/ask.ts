import { type Observation, observe } from "./container.ts";
import { type LabCase, type LabCommand, type LabFile, type LabShell, labShells } from "./lab-case.ts";
import type { LabHost } from "./lab-host.ts";
import { isAgreed, judgeRun } from "./model.ts";

export interface Question {
  /** The script, the `-c` string, or with `exec` the argv as a JSON array. */
  readonly text: string;
  readonly string: boolean;
  readonly exec: boolean;
  readonly shells?: string | undefined;
  readonly below?: string | undefined;
  readonly signal?: string | undefined;
  readonly args?: string | undefined;
  /** `NAME=value` */
  readonly env?: readonly string[] | undefined;
  /** `name=text`: more files of the working directory; executable where they start with `#!`. */
  readonly file?: readonly string[] | undefined;
  readonly trace: boolean;
}

/** Asks kernel and model one question and prints both outcomes per shell, with `trace` what happened when. */
export async function ask(host: LabHost, question: Question): Promise<void> {
  const labCase = caseOf(question);
  const shells = labCase.shells;
  const below = labCase.below[0] ?? [];
  const observations = await Promise.all(shells.map((shell) => observe(host, { labCase, shell, below })));
  shells.forEach((shell, at) => {
    const observation = observations[at];
    if (observation === undefined) return;
    const model = judgeRun({ labCase, shell, below });
    const answer = isAgreed(observation.outcome, model.outcome)
      ? "the model too"
      : `the model ${model.outcome}`;
    console.log(`${shell.padEnd(10)}  ${observation.outcome}, ${answer} ${model.reason}`.trimEnd());
    if (question.trace) console.log(traceOf(observation));
  });
}

function caseOf(question: Question): LabCase {
  const args = words(question.args);
  const command: LabCommand = question.exec
    ? { kind: "exec", argv: JSON.parse(question.text) }
    : question.string
      ? { kind: "string", text: question.text, args }
      : { kind: "script", path: "start.sh", args };
  const wanted = question.shells?.split(",");
  return {
    id: "asked/now",
    theme: "asked",
    command,
    files: [
      ...(command.kind === "script" ? [file("start.sh", `${question.text}\n`)] : []),
      ...pairs(question.file).map(([name, text]) => file(name, `${text}\n`)),
    ],
    workdir: "/srv",
    env: Object.fromEntries(pairs(question.env)),
    shells: labShells.filter((shell: LabShell) => wanted?.includes(shell) ?? true),
    below: [words(question.below)],
    signal: `SIG${question.signal ?? "TERM"}`,
    starts: null,
    scale: 1,
    needs: [],
    npm: [],
    servers: [],
  };
}

function file(name: string, text: string): LabFile {
  return { path: name.startsWith("/") ? name : `/srv/${name}`, text, executable: text.startsWith("#!") };
}

function words(text: string | undefined): string[] {
  return text?.split(" ").filter((word) => word !== "") ?? [];
}

function pairs(texts: readonly string[] | undefined): [string, string][] {
  return (texts ?? []).map((text) => {
    const at = text.indexOf("=");
    return [text.slice(0, at), text.slice(at + 1)];
  });
}

function traceOf(observation: Observation): string {
  const begin = observation.events[0]?.at ?? 0;
  const lines = observation.events.map(
    (event) =>
      `${String(event.at - begin).padStart(7)} ms  ${event.who}[${event.pid}] ${event.what} ${event.detail}`,
  );
  const output = observation.output.split("\n").filter((line) => line !== "");
  return [...lines, ...output.map((line) => `        out  ${line}`)]
    .map((line) => `  ${line.trimEnd()}`)
    .join("\n");
}
