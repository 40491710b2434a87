import type { System } from "./system.ts";

/** What a path of the running container holds: written since the start, or brought by the image. */
export type ContainerFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "fifo" }
  | { readonly kind: "folder" }
  /** A program, or something whose text nobody knows. */
  | { readonly kind: "opaque" }
  | { readonly kind: "missing" }
  | { readonly kind: "unknown" };

/** Marks in the table of written files what is no text. */
export const FIFO = "\0fifo";
export const FOLDER = "\0folder";
export const REMOVED = "\0removed";

export function readContainerFile(system: System, path: string): ContainerFile {
  const written = system.files.get(path);
  if (written === FIFO) return { kind: "fifo" };
  if (written === FOLDER) return { kind: "folder" };
  if (written === REMOVED) return { kind: "missing" };
  if (written !== undefined) return { kind: "text", text: written };
  const located = system.scene.files.find(path);
  switch (located.kind) {
    case "text":
      return { kind: "text", text: located.text.text };
    case "program":
      return { kind: "opaque" };
    case "directory":
      return { kind: "folder" };
    case "missing":
      // A volume may still bring it when the container runs.
      return system.scene.outside === "closed" ? { kind: "missing" } : { kind: "unknown" };
    case "unknown":
      return { kind: "unknown" };
  }
}
