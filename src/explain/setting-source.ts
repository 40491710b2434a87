import type { InstructionName, SettingSource, SourcedWord } from "../explanation.ts";
import { showHoles } from "../hole.ts";
import type { Origin } from "../span.ts";
import type { Image, Setting, StartCommand, StartWord } from "../start/start-command.ts";

/** The words of a start command, each with the instruction, image or default that sets it. */
export function wordsOf(command: StartCommand | null): readonly SourcedWord[] {
  if (command === null) return [];
  const { init, entrypoint, cmd } = command;
  return [...init.map(initWord), ...settingWords("ENTRYPOINT", entrypoint), ...settingWords("CMD", cmd)];
}

/** Where the stop signal is set. */
export function stopSignalSource({ stopSignal }: Image): SettingSource {
  return sourceFrom(stopSignal.origin, "STOPSIGNAL");
}

function initWord({ text, origin }: StartWord): SourcedWord {
  return { text, source: sourceFrom(origin, "init") };
}

function settingWords(name: "ENTRYPOINT" | "CMD", setting: Setting | null): readonly SourcedWord[] {
  if (setting === null) return [];
  return setting.words.map((word) => ({
    text: showHoles(word.text),
    source: sourceFrom(word.origin, isShellWord(word, setting) ? "SHELL" : name),
  }));
}

/** Shell form has the words of SHELL in front, and is one word itself. */
function isShellWord(word: StartWord, { form, words }: Setting): boolean {
  return form === "shell" && word !== words.at(-1);
}

function sourceFrom(origin: Origin, instruction: InstructionName): SettingSource {
  switch (origin.kind) {
    case "file":
      return { kind: "instruction", instruction, span: origin.span };
    case "image":
      return { kind: "image", instruction, image: origin.image };
    case "docker":
      return origin;
  }
}
