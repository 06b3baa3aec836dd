import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJson } from '../read-cases.ts';
import { UnreadFile } from '../suite.ts';

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

/** All vectors and photographs of the folder, a file that is broken in their place; undefined where it is not there. */
export function readScans(folder: string): (ScanVector | Photograph | UnreadFile)[] | undefined {
  const vectorsFile = join(folder, 'vectors.json');
  if (!existsSync(vectorsFile)) return undefined;
  return [...readVectors(vectorsFile), ...readPhotographs(folder)];
}

function readVectors(file: string): (ScanVector | UnreadFile)[] {
  const lists = readJson(file);
  if (lists instanceof UnreadFile) return [lists];
  if (!isObject(lists)) return [new UnreadFile(file, 'It is no object of lists of vectors.')];
  return Object.entries(lists).flatMap<ScanVector | UnreadFile>(([scanList, vectors]: [string, unknown]) =>
    Array.isArray(vectors) && vectors.every(isObject) ? vectorsOf(scanList, vectors) : new UnreadFile(file, `Its ${JSON.stringify(scanList)} is no list of vectors.`));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
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

function readPhotographs(folder: string): (Photograph | UnreadFile)[] {
  const file = join(folder, 'images.json');
  if (!existsSync(file)) return [];
  const list = readJson(file);
  if (list instanceof UnreadFile) return [list];
  if (!Array.isArray(list) || !list.every(isPhotograph)) return [new UnreadFile(file, 'It is no list of photographs, each with file and expected.')];
  return list.map(({ file: name, expected }) => ({ photograph: join(folder, 'images', name), expected }));
}

function isPhotograph(value: unknown): value is { file: string; expected: string | null } {
  return isObject(value) && 'file' in value && typeof value.file === 'string' && 'expected' in value && (typeof value.expected === 'string' || value.expected === null);
}
