/**
 * Why an archive, or a part of it, cannot be read: a clause, the place in the archive first where there is one. Thrown
 * through the streams of this folder; outside of it, it is a problem.
 */
export class ArchiveFault extends Error {}

/** What a part of the archive failed with, its name in front. */
export function faultWithin(part: string, error: unknown): ArchiveFault {
  return new ArchiveFault(`${part} ${whatIsWrong(error)}`);
}

/** As a clause behind a name. What is not our own word comes from a library that met bytes it cannot read. */
export function whatIsWrong(error: unknown): string {
  return error instanceof ArchiveFault ? error.message : "is damaged or incomplete: write it again";
}
