import { strToU8, zipSync } from 'fflate';
import { maskValues } from '../log/mask-values.ts';

/** One file of the archive: a value that is written as JSON. */
export type ArchivePart = readonly [name: string, value: unknown];

/** A zip of these parts, with the numbers of cards and telephones masked in each. */
export function packArchive(parts: readonly ArchivePart[]): Uint8Array {
  return zipSync(Object.fromEntries(parts.map(([name, value]) => [name, strToU8(`${JSON.stringify(maskValues(value), null, 2)}\n`)])));
}

/** Where the archive says which till it is of; no part of a card. */
export function archiveName(tillId: string, atMs: number): string {
  return `till-${tillId.replaceAll(/[^A-Za-z0-9-]/gu, '-')}-${new Date(atMs).toISOString().slice(0, 19).replaceAll(':', '')}.zip`;
}
