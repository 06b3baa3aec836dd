import { classifyCode } from '../domain/cards/classify-code.ts';
import { notReady } from './outcome.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

export interface Scan {
  scanId: string;
  code: string;
  source: string;
  atMs: number;
  thing: ReturnType<typeof classifyCode>;
}

/** Says what a code from any source is: a card, a good, or what it almost was. */
export function scan(till: Till, input: { readonly code: string; readonly source: string }): { ok: true; scan: Scan } | Refusal<'not-ready'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  return {
    ok: true,
    scan: { scanId: till.ids.next(), code: input.code, source: input.source, atMs: till.clock.now().atMs, thing: classifyCode(compiled, input.code) },
  };
}
