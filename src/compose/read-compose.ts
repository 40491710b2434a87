import type { ContainerFile } from "../container/container.ts";

/** Reads the services of a compose file. */
export function readCompose(file: string, text: string): ContainerFile {
  return { containers: [], problems: [], texts: [{ file, text, comments: [], blocks: [] }] };
}
