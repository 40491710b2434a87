import type { PreStop } from "../container/container.ts";
import type { StartWord } from "../start/start-command.ts";
import { textAt } from "../yaml/text-at.ts";
import { asItems, asMap, asScalar, valueAt, type YamlMap } from "../yaml/value.ts";
import { spanTogether } from "./start-words.ts";
import { isFilledIn } from "./template-text.ts";

/**
 * `lifecycle.preStop` of a container; null where there is none, or a template has still to fill it in. Its words are
 * taken as they are: `$(NAME)` is expanded in `command` and `args` only
 * (https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/).
 */
export function readPreStop(container: YamlMap, source: string): PreStop | null {
  const entry = asMap(valueAt(container, "lifecycle"))?.entries.get("preStop");
  const hook = asMap(entry?.value ?? null);
  if (entry === undefined || hook === null) return null;
  const span = spanTogether(entry.key, entry.value);
  if (isFilledIn(source, span))
    return { span, within: true, action: { kind: "request", name: "the preStop hook" } };
  const [seconds, command] = [textAt(asMap(valueAt(hook, "sleep")), "seconds"), asMap(valueAt(hook, "exec"))];
  if (seconds !== null)
    return { span, within: true, action: { kind: "sleep", seconds: Number(seconds) || 0 } };
  const request = ["httpGet", "tcpSocket"].find((key) => valueAt(hook, key) !== null);
  if (request !== undefined)
    return { span, within: true, action: { kind: "request", name: `the ${request} of preStop` } };
  const items = command === null ? [] : asItems(valueAt(command, "command"));
  const argv = items.flatMap((item): readonly StartWord[] => {
    const text = asScalar(item)?.text;
    return text === undefined
      ? []
      : [{ text: text.text, origin: { kind: "file", span: item.span }, mapped: text }];
  });
  return argv.length === 0 ? null : { span, within: true, action: { kind: "exec", argv } };
}
