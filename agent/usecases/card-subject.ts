import { readCardOf } from '../domain/cards/card-number.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';

/** One text for a card however it was written, so that an approval of its short form counts for the scanned number. What is no card stays as it is. */
export function cardSubject(compiled: CompiledBundle | undefined, code: string): string {
  const read = compiled === undefined ? undefined : readCardOf(compiled.bundle, code);
  return read?.ok === true ? read.number : code;
}
