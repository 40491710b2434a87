import { asMap } from "../yaml/value.ts";
import { type ComposeText, servicesIn } from "./compose-text.ts";
import { extendedService } from "./extends.ts";
import type { Project } from "./project.ts";
import { mergeService, readService, type Service } from "./service.ts";

/** The services of files that lie over each other, the first first, each with what it extends. */
export function servicesOf(files: readonly ComposeText[], project: Project): ReadonlyMap<string, Service> {
  const services = new Map<string, Service>();
  for (const { file, documents } of files) {
    for (const document of documents) {
      for (const name of servicesIn(document).keys()) {
        const own = extendedService(name, { file, document }, project);
        const below = services.get(name);
        if (own !== null) services.set(name, below === undefined ? own : mergeService(below, own));
      }
    }
  }
  return services;
}

/** The services of one file as it has them, at their keys there. */
export function ownServices({ documents }: ComposeText): readonly Service[] {
  return documents.flatMap((document) =>
    [...servicesIn(document)].flatMap(([name, { key, value }]) => {
      const map = asMap(value);
      return map === null ? [] : [readService(name, key, map)];
    }),
  );
}
