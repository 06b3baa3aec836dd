import { loadBundle } from '../../domain/bundle/load.ts';
import { checkEnvelope } from './check-envelope.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { BundleEnvelope, BundleStore } from '../../ports/bundles.ts';
import type { BundleRefusalCode } from './check-envelope.ts';
import type { KnownForm } from './known-form.ts';

export interface BundleRefusal {
  code: BundleRefusalCode;
  detail: string;
  serial?: number;
  atMs: number;
}

export interface BundleServiceOptions {
  readonly store: BundleStore;
  /** The root key that is trusted now, SPKI DER in base64 */
  readonly rootPublicKey: () => string;
  readonly knownForm: KnownForm;
  readonly nowMs: () => number;
  /** Something was activated or refused */
  readonly onChange: () => void;
}

/** The bundle in service: the last one that passed every check. A refused one changes nothing and is remembered for the screen. */
export interface BundleService {
  active(): CompiledBundle | undefined;
  /** The bundle in service, or one from before: sales name the bundle that priced them. Undefined where it was never here, or cannot be read any more. */
  find(hash: string): CompiledBundle | undefined;
  activatedAtMs(): number | undefined;
  refusal(): BundleRefusal | undefined;
  /** What the centre sent. Never throws for a bad bundle. */
  offer(envelope: BundleEnvelope): void;
}

/** Loads the stored bundle without waiting for the network. */
export function createBundleService(options: BundleServiceOptions): BundleService {
  const { store } = options;
  let active: CompiledBundle | undefined;
  /** The one from before that was asked for last: returns of one day come mostly from one programme. */
  let former: CompiledBundle | undefined;
  let refusal: BundleRefusal | undefined;
  let refusedSignature: string | undefined;

  const stored = store.active();
  if (stored !== undefined) {
    const loaded = loadBundle(stored.text, stored.hash, options.knownForm.has(stored));
    if (loaded.ok) {
      active = loaded.compiled;
      options.knownForm.remember(stored.hash);
    }
    // It was good for the release that stored it. Only a newer bundle can help: the till goes on without prices until it comes.
    else refusal = { code: 'bundle-invalid', detail: `${loaded.invalid.path || '/'}: ${loaded.invalid.detail}`, serial: stored.serial, atMs: options.nowMs() };
  }

  function findFormer(hash: string): CompiledBundle | undefined {
    if (former?.hash === hash) return former;
    const kept = store.find(hash);
    const loaded = kept === undefined ? undefined : loadBundle(kept.text, kept.hash);
    if (loaded?.ok !== true) return undefined;
    former = loaded.compiled;
    return former;
  }

  return {
    active: () => active,
    find: (hash) => (active?.hash === hash ? active : findFormer(hash)),
    activatedAtMs: () => store.activatedAtMs(),
    refusal: () => refusal,
    offer: (envelope) => {
      // The centre offers the same one again after every pause; a signature is unique to its text and key.
      if (envelope.hash === active?.hash || envelope.signature === refusedSignature) return;
      const checked = checkEnvelope(envelope, options.rootPublicKey(), active?.bundle.serial ?? stored?.serial);
      if (checked.ok) {
        store.activate(envelope, options.nowMs());
        options.knownForm.remember(envelope.hash);
        active = checked.compiled;
        refusal = undefined;
        refusedSignature = undefined;
      } else {
        refusal = { code: checked.code, detail: checked.detail, serial: envelope.serial, atMs: options.nowMs() };
        refusedSignature = envelope.signature;
      }
      options.onChange();
    },
  };
}
