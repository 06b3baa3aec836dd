import { classifyCode, type ScannedCode } from '../domain/cards/classify-code.ts';
import { originOfNumber, type CardOrigin } from '../domain/cards/card-origin.ts';
import { isDynamicQr } from '../domain/cards/dynamic-qr.ts';
import { proveQr } from './prove-qr.ts';
import { notReady } from './outcome.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { QrProblem } from '../domain/cards/card-problem.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** A code of the application is told apart by its signature, all others by what they look like. */
export type ScannedThing = ScannedCode | ({ kind: 'card'; cardNumber: string; isDynamicQr: true } & CardOrigin) | { kind: 'unknown'; looksLike: QrProblem };

export interface Scan {
  scanId: string;
  code: string;
  source: string;
  atMs: number;
  thing: ScannedThing;
}

/** Says what a code from any source is: a card, a good, or what it almost was. */
export function scan(till: Till, input: { readonly code: string; readonly source: string }): { ok: true; scan: Scan } | Refusal<'not-ready'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  return {
    ok: true,
    scan: { scanId: till.ids.next(), code: input.code, source: input.source, atMs: till.clock.now().atMs, thing: thingOf(till, compiled, input.code) },
  };
}

function thingOf(till: Till, compiled: CompiledBundle, code: string): ScannedThing {
  if (!isDynamicQr(code)) return classifyCode(compiled, code);
  const qr = proveQr(till, compiled, code, {});
  if (!qr.ok) return { kind: 'unknown', looksLike: qr.reason };
  return { kind: 'card', cardNumber: qr.cardNumber, ...originOfNumber(compiled.bundle, qr.cardNumber), isDynamicQr: true };
}
