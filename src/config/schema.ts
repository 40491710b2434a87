import * as v from "valibot";
import { WRAPPER_CONDUCTS } from "../process/programs/own-programs.ts";

const word = v.pipe(v.string(), v.minLength(1));
const words = v.array(v.string());

const image = v.strictObject({
  sh: v.optional(v.pipe(v.picklist(["dash", "bash", "ash", "none"]), v.description("What /bin/sh is in it"))),
  bash: v.optional(v.pipe(v.boolean(), v.description("Whether bash is in it"))),
  entrypoint: v.optional(
    v.pipe(words, v.description("Its ENTRYPOINT, in exec form; empty where it sets none")),
  ),
  cmd: v.optional(v.pipe(words, v.description("Its CMD, in exec form; empty where it sets none"))),
  stopSignal: v.optional(v.pipe(word, v.description("Its STOPSIGNAL"))),
  workdir: v.optional(v.pipe(word, v.description("Its WORKDIR"))),
  user: v.optional(v.pipe(word, v.description("Its USER"))),
  env: v.optional(v.pipe(v.record(v.string(), v.string()), v.description("Its ENV"))),
});

const settings = {
  rules: v.optional(
    v.pipe(
      v.record(v.string(), v.picklist(["off", "info", "warning", "error"])),
      v.description("What rules report their findings as, by id"),
    ),
  ),
  services: v.optional(
    v.pipe(
      v.array(word),
      v.description("Long-running programs of one's own, by name, that end on the stop signal"),
    ),
  ),
  brief: v.optional(
    v.pipe(v.array(word), v.description("Commands of one's own, by name, that end by themselves soon")),
  ),
  wrappers: v.optional(
    v.pipe(
      v.record(word, v.picklist(WRAPPER_CONDUCTS)),
      v.description(
        "Programs of one's own that run the command behind them, and what becomes of the signal there",
      ),
    ),
  ),
  images: v.optional(
    v.pipe(
      v.record(word, image),
      v.description("Base images of one's own, by reference; * stands for anything"),
    ),
  ),
  context: v.optional(v.pipe(word, v.description("The build context, relative to this file"))),
  gracePeriod: v.optional(
    v.pipe(
      v.number(),
      v.finite(),
      v.minValue(0),
      v.description("Seconds from the stop signal to SIGKILL; Docker's default is 10"),
    ),
  ),
};

/** One part of a configuration file that holds settings. */
const settingsSchema = v.strictObject(settings);

/** A configuration file. The published JSON Schema is made from this. */
export const configSchema = v.strictObject({
  $schema: v.optional(v.string()),
  extends: v.optional(
    v.pipe(
      v.union([word, v.array(word)]),
      v.description("Files whose settings come first, relative to this file"),
    ),
  ),
  ...settings,
  overrides: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          files: v.pipe(
            v.array(word),
            v.minLength(1),
            v.description("Patterns as in .gitignore, relative to this file"),
          ),
          ...settings,
        }),
      ),
      v.description("Settings for some files only; later ones win"),
    ),
  ),
});

export type ConfigFile = v.InferOutput<typeof configSchema>;
export type SettingsPart = v.InferOutput<typeof settingsSchema>;

/** The keys that may stand at a path. */
export function keysAt(path: readonly (string | number)[]): readonly string[] {
  const [first, , third] = path;
  if (path.length === 0) return Object.keys(configSchema.entries);
  if (first === "overrides" && path.length === 2) return ["files", ...Object.keys(settings)];
  const isImage = first === "images" ? path.length === 2 : third === "images" && path.length === 4;
  return isImage ? Object.keys(image.entries) : [];
}
