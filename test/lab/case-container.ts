import { readService, serviceNames } from "./case-compose.ts";
import type { CaseImage } from "./case-image.ts";
import { containerNames, readPodContainer } from "./case-kubernetes.ts";
import type { LabContainer, LabFile } from "./lab-case.ts";

/** How the files are read that describe containers, by their names in the folder of a case. */
const readers: Readonly<Record<string, Reader>> = {
  "compose.yaml": { names: serviceNames, read: readService },
  "manifest.yaml": { names: containerNames, read: readPodContainer },
};

interface Reader {
  readonly names: (text: string) => readonly string[];
  readonly read: (id: string, name: string, text: string, context: readonly LabFile[]) => CaseImage;
}

/** The file of a folder that describes containers, and their names; null where there is none. */
export function containersIn(
  files: readonly LabFile[],
): { readonly file: LabFile; readonly names: readonly string[] } | null {
  const file = files.find(({ path }) => Object.hasOwn(readers, path));
  const reader = readers[file?.path ?? ""];
  return file === undefined || reader === undefined ? null : { file, names: reader.names(file.text) };
}

/** What a container of a case starts, in which files, and how it is stopped. */
export function readContainer(
  id: string,
  { file, name }: LabContainer,
  files: readonly LabFile[],
): CaseImage {
  const text = files.find(({ path }) => path === file)?.text;
  const reader = readers[file];
  if (text === undefined || reader === undefined) throw new Error(`${id}: the lab cannot read ${file}`);
  return reader.read(id, name, text, files);
}
