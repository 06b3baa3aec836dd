/** Codes that the chain's application shows: who is behind one, and whether it may still be believed. Asks nobody. */
import { readDynamicQr, validityOf, type QrProof } from '../domain/cards/dynamic-qr.ts';
import { readUsedCodes, type UsedCode } from '../domain/cards/used-code.ts';
import { withoutEnded } from '../domain/remembered-uses.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { QrProblem } from '../domain/cards/card-problem.ts';
import type { Identification } from '../domain/cards/card.ts';
import type { Till } from './till.ts';

export interface ProvenQr {
  readonly ok: true;
  readonly cardNumber: string;
  readonly proof: QrProof;
  /** `typed` where the till cannot tell whether the code is still good: its clock is doubtful, or a receipt was printed with it before */
  readonly strength: Identification;
  readonly untilMs: number;
}

const usedCodesKey = 'used-qr-codes';

/** For which sale it is shown. `isPrinted`: its receipt exists already, so that time has passed since. */
export interface ShownFor {
  readonly saleId?: string;
  readonly isPrinted?: boolean;
}

export function proveQr(till: Till, { bundle: { dynamicQr } }: CompiledBundle, code: string, { saleId, isPrinted = false }: ShownFor): ProvenQr | { ok: false; reason: QrProblem } {
  const qr = readDynamicQr(code);
  if (qr === undefined) return { ok: false, reason: 'qr-malformed' };
  const publicKey = dynamicQr?.keys.find(({ keyId }) => keyId === qr.keyId)?.publicKey;
  if (dynamicQr === undefined || publicKey === undefined) return { ok: false, reason: 'qr-key-unknown' };
  if (!till.isSignedBy(publicKey, qr.signed, qr.signature)) return { ok: false, reason: 'qr-signature-wrong' };
  const { atMs, clock } = till.clock.now();
  const { fromMs, untilMs } = validityOf(dynamicQr, qr);
  const isTimeKnown = clock !== 'suspect' && !isPrinted;
  if (isTimeKnown && atMs < fromMs) return { ok: false, reason: 'qr-not-yet-valid' };
  if (isTimeKnown && atMs > untilMs) return { ok: false, reason: 'qr-expired' };
  const { keyId, nonce, issuedAtSeconds, cardNumber } = qr;
  const proof = { keyId, nonce, issuedAtSeconds };
  if (usedCodes(till).some((used) => isSame(used, proof) && used.saleId !== saleId)) return { ok: false, reason: 'qr-replayed' };
  return { ok: true, cardNumber, proof, strength: isTimeKnown ? 'dynamic-qr' : 'typed', untilMs };
}

/** Remembers that the sale used the code, until nobody could use it any more. */
export function rememberCode(till: Till, saleId: string, { proof, untilMs }: Pick<ProvenQr, 'proof' | 'untilMs'>): void {
  const used = withoutEnded(usedCodes(till), till.clock.now());
  if (used.some((one) => isSame(one, proof))) return;
  till.meta.set(usedCodesKey, JSON.stringify([...used, { ...proof, saleId, untilMs } satisfies UsedCode]));
}

/** Whether a sale has used the code, as far as this till knows */
export function isRemembered(till: Till, proof: QrProof): boolean {
  return usedCodes(till).some((used) => isSame(used, proof));
}

function usedCodes(till: Till): UsedCode[] {
  return readUsedCodes(till.meta.get(usedCodesKey));
}

function isSame(one: QrProof, other: QrProof): boolean {
  return one.nonce === other.nonce && one.keyId === other.keyId;
}
