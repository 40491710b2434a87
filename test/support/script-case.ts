import type { Scene } from "../../src/process/scene.ts";
import { sceneOf } from "../lab/case-scene.ts";
import type { LabCase } from "../lab/lab-case.ts";

/** A script as PID 1 under dash, `sh main.sh`, as a scene for the process model. */
export function scriptCase(text: string, args: readonly string[] = []): Scene {
  const labCase: LabCase = {
    id: "support/script",
    theme: "support",
    command: { kind: "script", path: "main.sh", args },
    files: [{ path: "/srv/main.sh", text, executable: true }],
    workdir: "/srv",
    env: {},
    shells: ["dash"],
    below: [[]],
    signal: "SIGTERM",
    starts: null,
    scale: 1,
    needs: [],
    npm: [],
    servers: [],
  };
  return sceneOf(labCase, "dash", []);
}
