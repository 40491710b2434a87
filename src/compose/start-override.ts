import { isKnown } from "../hole.ts";
import type { Origin, Span } from "../span.ts";
import type { Override } from "../start/overlay.ts";
import type { Setting as StartSetting } from "../start/start-command.ts";
import type { YamlList } from "../yaml/value.ts";
import { type CommandWords, wordsOf } from "./command-words.ts";
import type { Project } from "./project.ts";
import { type Service, settingOf, spanOfSetting } from "./service.ts";

/**
 * What `entrypoint` or `command` puts in the place of the image's; null where the service leaves that as it is. An empty
 * list or string takes it away. https://docs.docker.com/reference/compose-file/services/#command
 */
export function startOverride(
  key: "entrypoint" | "command",
  service: Service,
  project: Project,
): Override | null {
  const setting = settingOf(service, key);
  if (setting === null) return null;
  const { value } = setting;
  const words = wordsOf(key, value, project);
  const isLoose = value.kind !== "list" || !isJson(value);
  return words === null ? null : overrideOf(words, spanOfSetting(setting), isLoose);
}

function overrideOf(
  { words, unknown, dropped = null }: CommandWords,
  span: Span,
  isLoose: boolean,
): Override {
  const [first] = words;
  if (first === undefined) return { setting: null, span, ...(unknown !== null && { unknown }) };
  const origin: Origin = { kind: "file", span };
  const setting: StartSetting = {
    form: "exec",
    words,
    origin,
    instruction: span,
    ...(isLoose && { loose: true }),
    ...(dropped !== null && { dropped }),
  };
  return { setting, span, ...(unknown !== null && !isKnown(first.text) && { unknown }) };
}

/** Whether a list could stand in a Dockerfile as it is. */
function isJson({ flow, items }: YamlList): boolean {
  return flow && items.every((item) => item.kind === "scalar" && item.style === "double");
}
