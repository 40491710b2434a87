import { commandLine } from "../process/trace.ts";
import type { Setting } from "../start/start-command.ts";
import type { StartFacts } from "./start-facts.ts";
import type { DroppedRest } from "./start-fault.ts";
import { firstStep } from "./trace.ts";

/** What stands behind an operator in a string that no shell reads. An `&` at the end changes nothing. */
export function findDroppedRests({ start }: StartFacts): readonly DroppedRest[] {
  const { entrypoint, cmd } = start.command ?? { entrypoint: null, cmd: null };
  const find = (setting: Setting | null, name: DroppedRest["setting"]): readonly DroppedRest[] => {
    if (setting?.dropped === undefined) return [];
    const { text, span } = setting.dropped;
    const [, operator = "", rest = ""] = /^([&|;<>]+)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
    if (rest === "") return [];
    const starts = commandLine(setting.words);
    const trace = [firstStep(start)];
    return [
      {
        kind: "dropped-rest",
        setting: name,
        operator,
        starts,
        rest: rest.replace(/\s+/g, " "),
        span,
        trace,
        certain: true,
      },
    ];
  };
  return [...find(entrypoint, "entrypoint"), ...find(cmd, "command")];
}
