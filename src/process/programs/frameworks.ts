import { absoluteImagePath } from "../../script/image-path.ts";
import type { Conduct, Source } from "./conduct.ts";
import {
  BRIEF,
  type Call,
  commandLine,
  DEFAULT,
  FORWARDS,
  MEASURED,
  type ProgramRow,
  STRANGER,
  serves,
  sourceOf,
  supervises,
  varying,
  words,
} from "./program-row.ts";

/** What `nuxt preview` starts, and `react-scripts start`. */
export const NITRO_SERVER = ".output/server/index.mjs";
export const REACT_SCRIPT = "node_modules/react-scripts/scripts/start.js";

/** Frameworks of Node.js whose command starts the server as a process of its own. */
export const frameworks: readonly ProgramRow[] = [
  varying(
    "medusa",
    "https://github.com/medusajs/medusa/blob/develop/packages/medusa/src/commands/develop.ts",
    medusa,
  ),
  varying("nest", MEASURED, nest),
  varying("nuxt nuxi", MEASURED, nuxt),
  varying("react-scripts", MEASURED, reactScripts),
];

/** `develop` handles SIGINT alone, and starts anew what it watches. */
function medusa({ argv }: Call, source: Source): Conduct {
  const verb = argv.slice(1).find((word) => !word.startsWith("-"));
  if (verb === "develop") return supervises([words("medusa", "start")], DEFAULT, source);
  if (verb === "start" || verb === "start-cluster") return serves(source);
  return verb === undefined ? STRANGER : BRIEF;
}

/** It compiles the project, and starts node through a shell, if it is not told otherwise. */
function nest(call: Call, source: Source): Conduct {
  const { argv } = call;
  if (argv[1] !== "start") return BRIEF;
  const exec = argv.findIndex((word) => word === "-e" || word === "--exec");
  const program = (exec === -1 ? undefined : argv[exec + 1]) ?? "node";
  const onStop = hasHandler(call) ? FORWARDS : DEFAULT;
  const command = argv.includes("--no-shell")
    ? words(program, "dist/main")
    : commandLine(`${program} dist/main`);
  return supervises([command], onStop, source);
}

/** Release 11 of @nestjs/cli has one in the course of time, those before have none; the newest that package.json allows is meant. */
function hasHandler({ around }: Call): boolean {
  const path = absoluteImagePath("package.json", around.workdir);
  const text = path === null ? "" : (around.readFile(path)?.text ?? "");
  return !/"@nestjs\/cli"[ \t]*:[ \t]*"[~^]?(?:\d|10)\./.test(text);
}

/** `preview`, which is also called `start`, has no handler; what it starts is Nitro's server. */
function nuxt({ argv }: Call, source: Source): Conduct {
  const verb = argv.slice(1).find((word) => !word.startsWith("-"));
  if (verb === "preview" || verb === "start")
    return supervises([words("node", NITRO_SERVER)], DEFAULT, source);
  if (verb === "dev") return serves(sourceOf("https://nuxt.com/docs/4.x/api/commands/dev", "nuxt"));
  return verb === undefined ? STRANGER : BRIEF;
}

/** It waits for its script in a way that lets no handler run; what it shows is served by the script. */
function reactScripts({ argv }: Call, source: Source): Conduct {
  const at = argv.findIndex((word, index) => index > 0 && /^(start|build|test|eject)$/.test(word));
  if (argv[at] !== "start") return BRIEF;
  return supervises([words("node", REACT_SCRIPT, ...argv.slice(at + 1))], DEFAULT, source);
}
