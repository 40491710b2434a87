import { entriesOf } from "./entry.ts";
import { showPlace } from "./places.ts";
import type { Report } from "./report.ts";
import { visible } from "./visible.ts";

/** `file:line:column: severity: message [rule]`, one line each, as compilers write and editors read. */
export const reportUnix: Report = (result) =>
  entriesOf(result)
    .map(
      ({ place, severity, message, rule }) =>
        `${showPlace(place)}: ${severity}: ${visible(message)} [${rule}]\n`,
    )
    .join("");
