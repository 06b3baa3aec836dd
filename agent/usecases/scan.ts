import { classifyCode, type ScannedCode } from '../domain/cards/classify-code.ts';
import { readCardOf } from '../domain/cards/card-number.ts';
import { readSwipe } from '../domain/codes/swipe.ts';
import type { Symbology } from '../domain/codes/symbology.ts';
import { unreachable } from '../domain/unreachable.ts';
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
  /** Empty for a bank card, of which nothing is kept */
  code: string;
  source: string;
  atMs: number;
  thing: ScannedThing | { kind: 'unknown'; looksLike: 'bank-card' | 'card-misread' };
}

export interface ScanInput {
  readonly code: string;
  readonly source: string;
  readonly symbology?: Symbology;
}

/** Says what a code from any source is: a card, a good, a coupon …, or what it almost was. */
export function scan(till: Till, { code, source, symbology }: ScanInput): { ok: true; scan: Scan } | Refusal<'not-ready'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const about = { scanId: till.ids.next(), source, atMs: till.clock.now().atMs };
  const swipe = readSwipe(code, (number) => isLoyaltyNumber(compiled, number));
  switch (swipe.kind) {
    case 'bank-card':
      return { ok: true, scan: { ...about, code: '', thing: { kind: 'unknown', looksLike: 'bank-card' } } };
    case 'misread':
      return { ok: true, scan: { ...about, code: '', thing: { kind: 'unknown', looksLike: 'card-misread' } } };
    case 'number':
      return { ok: true, scan: { ...about, code: swipe.number, thing: classifyCode(compiled, swipe.number) } };
    case 'none':
      return { ok: true, scan: { ...about, code, thing: thingOf(till, compiled, code, symbology) } };
    default:
      return unreachable(swipe);
  }
}

/** A whole number of one of the programme's cards. */
export function isLoyaltyNumber({ bundle }: CompiledBundle, number: string): boolean {
  const read = readCardOf(bundle, number);
  return read.ok && read.number === number;
}

function thingOf(till: Till, compiled: CompiledBundle, code: string, symbology: Symbology | undefined): ScannedThing {
  if (!isDynamicQr(code)) return classifyCode(compiled, code, symbology);
  const qr = proveQr(till, compiled, code, {});
  if (!qr.ok) return { kind: 'unknown', looksLike: qr.reason };
  return { kind: 'card', cardNumber: qr.cardNumber, ...originOfNumber(compiled.bundle, qr.cardNumber), isDynamicQr: true };
}
