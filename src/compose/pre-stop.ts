import type { PreStop } from "../container/container.ts";
import { asItems, asMap, valueAt } from "../yaml/value.ts";
import { wordsOf } from "./command-words.ts";
import type { Project } from "./project.ts";
import { layersOf, type Service } from "./service.ts";

/**
 * The hooks that `docker compose stop` and `down` run one after the other before they have the engine stop the container.
 * The grace period is counted from then on: `stopContainer` in docker/compose's pkg/compose/down.go,
 * https://docs.docker.com/compose/how-tos/lifecycle/.
 */
export function preStopOf(service: Service, project: Project): readonly PreStop[] {
  return layersOf(service, "pre_stop")
    .flatMap(asItems)
    .flatMap((item): readonly PreStop[] => {
      const command = valueAt(asMap(item) ?? NO_MAP, "command");
      const argv = command === null ? [] : (wordsOf("command", command, project)?.words ?? []);
      return argv.length === 0 ? [] : [{ span: item.span, within: false, action: { kind: "exec", argv } }];
    });
}

const NO_MAP = { kind: "map", span: { file: "", start: 0, end: 0 }, entries: new Map(), tag: null } as const;
