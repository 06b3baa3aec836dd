import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the vectors and photographs of codes lie beside the project. They are never part of it. */
export const scansBesideProject = fileURLToPath(new URL('../../../../shared/data/scans', import.meta.url));

/** A vector as it lies in its list; `isContradicted`: the list has the same input with another expectation. */
export interface ScanVector {
  scanList: string;
  vector: object;
  isContradicted: boolean;
}

/** A photograph with the text that it shows; null: it must not be read as anything. */
export interface Photograph {
  photograph: string;
  expected: string | null;
}

/** All vectors and photographs of the folder; undefined where it is not there. */
export function readScans(folder: string): (ScanVector | Photograph)[] | undefined {
  const vectorsFile = join(folder, 'vectors.json');
  if (!existsSync(vectorsFile)) return undefined;
  const lists = JSON.parse(readFileSync(vectorsFile, 'utf8')) as Record<string, object[]>;
  return [...Object.entries(lists).flatMap(([scanList, vectors]) => vectorsOf(scanList, vectors)), ...readPhotographs(folder)];
}

function vectorsOf(scanList: string, vectors: readonly object[]): ScanVector[] {
  const byInput = Map.groupBy(vectors, inputOf);
  return vectors.map((vector) => ({ scanList, vector, isContradicted: new Set(byInput.get(inputOf(vector))?.map((each) => JSON.stringify(each))).size > 1 }));
}

/** A vector without what it expects: the first of these that it has is its input. */
function inputOf(vector: object): string {
  const { scan, sym, dataStr, ok, error: _, ...input } = vector as Record<string, unknown>;
  if ('ai' in input) return JSON.stringify(input);
  // Data to write has no verdict: the scan is what it expects.
  return ok === undefined ? JSON.stringify({ sym, dataStr }) : JSON.stringify({ ...input, ...(scan === undefined ? { sym } : { scan }) });
}

function readPhotographs(folder: string): Photograph[] {
  const file = join(folder, 'images.json');
  if (!existsSync(file)) return [];
  const list = JSON.parse(readFileSync(file, 'utf8')) as { file: string; expected: string | null }[];
  return list.map(({ file: name, expected }) => ({ photograph: join(folder, 'images', name), expected }));
}
