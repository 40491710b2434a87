import type { MappedText } from "../mapped-text.ts";
import { readShebang } from "../shell/interpreter.ts";
import type { ShellName } from "../start/base-image.ts";
import type { BuildStep } from "../start/build-step.ts";
import type { Effect } from "./effect.ts";
import { RunScope } from "./run-scope.ts";
import { RunWalker } from "./run-walker.ts";
import { TextBuilder } from "./text-builder.ts";

type RunStep = Extract<BuildStep, { kind: "run" }>;

/**
 * What a RUN step does to the files of the image, the oldest effect first. Commands run in order, as if each succeeded:
 * where one fails the build fails, or the author made it not matter. `shell` is what runs the step, null where unknown.
 */
export function runEffects(step: RunStep, shell: ShellName | null): readonly Effect[] {
  const { command, workdir, env, span } = step;
  const nowhere: MappedText = { text: "", file: span.file, pieces: [] };
  const scope = new RunScope(nowhere, shell, workdir.kind === "known" ? workdir.text : null, (name) => {
    const value = env.get(name);
    return value?.kind === "known" ? value.text : null;
  });
  const walker = new RunWalker(scope);
  if (command.form === "exec") {
    const [name, ...args] = command.argv.map((word) => word.text.text);
    const text = command.argv.at(-1)?.text;
    const isShell =
      /^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/.test(name ?? "") && /^-[a-z]*c$/.test(args.at(-2) ?? "");
    if (isShell && text !== undefined) walker.script(text);
    else if (name !== undefined) walker.plain(name, args, span);
  } else if (/^\s*(?:<<-?\s*[^\s<-]\S*(?:\s+|$))+$/.test(command.text.text)) {
    for (const { body } of step.heredocs) if (isShellScript(body.text)) walker.script(body);
  } else walker.script(withHeredocs(command.text, step));
  return walker.effects;
}

/** A heredoc that starts with `#!` is run by that program (Dockerfile reference, "RUN", heredocs). */
function isShellScript(text: string): boolean {
  const shebang = readShebang(text);
  return shebang === null || /(^|\/)(ba|da|a|k|z)?sh$/.test(shebang.program);
}

/** The command as the shell gets it: the heredocs behind it, each with the line that ends it. */
function withHeredocs(text: MappedText, step: RunStep): MappedText {
  if (step.heredocs.length === 0) return text;
  const builder = new TextBuilder(text.file);
  const mark = (content: string): void =>
    builder.appendInstead(content, text, text.text.length, text.text.length);
  builder.append(text);
  if (!text.text.endsWith("\n")) mark("\n");
  for (const { body, name } of step.heredocs) {
    builder.append(body);
    mark(`${body.text === "" || body.text.endsWith("\n") ? "" : "\n"}${name}\n`);
  }
  return builder.build();
}
