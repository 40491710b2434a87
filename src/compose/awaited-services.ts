import { asMap, asScalar, valueAt } from "../yaml/value.ts";
import { layersOf, type Service } from "./service.ts";

/**
 * The names of the services for whose end others wait, so that each of them is a job: `condition:
 * service_completed_successfully`, https://docs.docker.com/reference/compose-file/services/#depends_on.
 */
export function awaitedServices(services: Iterable<Service>): ReadonlySet<string> {
  return new Set([...services].flatMap((service) => awaitedBy(service)));
}

function awaitedBy(service: Service): readonly string[] {
  const conditions = new Map<string, string | undefined>();
  for (const layer of layersOf(service, "depends_on")) {
    for (const [name, { value }] of asMap(layer)?.entries ?? []) {
      const map = asMap(value);
      const condition = map === null ? null : asScalar(valueAt(map, "condition"));
      conditions.set(name, condition?.text.text);
    }
  }
  return [...conditions].flatMap(([name, condition]) =>
    condition === "service_completed_successfully" ? [name] : [],
  );
}
