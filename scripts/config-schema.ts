import { toJsonSchema } from "@valibot/to-json-schema";
import { configSchema } from "../src/config/schema.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** The published JSON Schema of the configuration, made from the definition that validates it. */
export const generatedFiles: readonly GeneratedFile[] = [
  {
    path: "schema.json",
    update: () => {
      const schema = toJsonSchema(configSchema, { target: "draft-07", errorMode: "ignore" });
      return `${JSON.stringify({ title: "Configuration of siglint", ...schema }, null, 2)}\n`;
    },
  },
];
