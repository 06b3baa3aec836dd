import { createHash, createPublicKey, verify } from 'node:crypto';
import { replayGoldenReceipts } from '../../domain/bundle/golden.ts';
import { loadBundle } from '../../domain/bundle/load.ts';
import { isTimeZone } from './time-zone.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { BundleEnvelope } from '../../ports/bundles.ts';

export type BundleRefusalCode = 'bundle-bad-signature' | 'bundle-serial-not-higher' | 'bundle-invalid' | 'bundle-golden-mismatch';

export type CheckedEnvelope = { ok: true; compiled: CompiledBundle } | { ok: false; code: BundleRefusalCode; detail: string };

/**
 * All that a bundle must pass before it may price anything (DESIGN §4): signature over the exact text, digest, a serial above the active
 * one, its schema and cross references, and its golden receipts on this till's own engine. Cheap and forgeable things are checked first.
 */
export function checkEnvelope(envelope: BundleEnvelope, rootPublicKey: string, activeSerial: number | undefined): CheckedEnvelope {
  if (!isSigned(envelope, rootPublicKey)) {
    return { ok: false, code: 'bundle-bad-signature', detail: 'the signature is not made by the root key that this till was enrolled with' };
  }
  if (createHash('sha256').update(envelope.text, 'utf8').digest('hex') !== envelope.hash) {
    return { ok: false, code: 'bundle-invalid', detail: 'the hash in the envelope is not that of the text' };
  }
  const loaded = loadBundle(envelope.text, envelope.hash);
  if (!loaded.ok) return { ok: false, code: 'bundle-invalid', detail: `${loaded.invalid.path || '/'}: ${loaded.invalid.detail}` };
  const { serial } = loaded.compiled.bundle;
  if (serial !== envelope.serial) return { ok: false, code: 'bundle-invalid', detail: `the envelope says serial ${envelope.serial}, the signed text ${serial}` };
  if (activeSerial !== undefined && serial <= activeSerial) {
    return { ok: false, code: 'bundle-serial-not-higher', detail: `serial ${serial} does not follow ${activeSerial}, which is in service` };
  }
  if (!isTimeZone(loaded.compiled.bundle.timeZone)) return { ok: false, code: 'bundle-invalid', detail: `/timeZone: ${loaded.compiled.bundle.timeZone} is no time zone known here` };
  const [mismatch, ...others] = replayGoldenReceipts(loaded.compiled);
  if (mismatch !== undefined) {
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    return { ok: false, code: 'bundle-golden-mismatch', detail: `golden receipt “${mismatch.name}” comes out differently here: ${mismatch.detail}${more}` };
  }
  return { ok: true, compiled: loaded.compiled };
}

/** Only this till's own root key counts, whatever key the envelope names. */
export function isSigned(envelope: Pick<BundleEnvelope, 'text' | 'signature'>, rootPublicKey: string): boolean {
  const key = createPublicKey({ key: Buffer.from(rootPublicKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(envelope.text, 'utf8'), key, Buffer.from(envelope.signature, 'base64'));
}
