import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBundleService } from '../../../agent/host/bundle/bundle-service.ts';
import { createKnownForm } from '../../../agent/host/bundle/known-form.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { compiledExample, exampleBundle, timeAt } from '../../domain/kit/shop.ts';
import { openTestTill } from '../../usecases/kit/test-till.ts';
import type { KeyObject } from 'node:crypto';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { BundleService } from '../../../agent/host/bundle/bundle-service.ts';
import type { BundleEnvelope } from '../../../agent/ports/bundles.ts';
import type { TestTill } from '../../usecases/kit/test-till.ts';

const root = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');

function envelopeOf(text: string, serial: number, key: KeyObject = root.privateKey): BundleEnvelope {
  return { text, serial, hash: createHash('sha256').update(text).digest('hex'), signature: sign(null, Buffer.from(text), key).toString('base64'), keyId: 'root-1' };
}
const signed = (changes: Partial<Bundle> = {}, key?: KeyObject) => {
  const bundle = exampleBundle(changes);
  return envelopeOf(JSON.stringify(bundle), bundle.serial, key);
};

/** A golden receipt that says what the engine does, or one tiyn more. */
function golden(offMinor: number): Bundle['goldenReceipts'] {
  const basket = { lines: [{ lineId: '1', sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 500 }] };
  const { bundle: _bundle, ...expected } = price(compiledExample(), { basket, storeId: 'centre', time: timeAt() });
  return [{ name: 'one milk', basket, storeId: 'centre', time: timeAt(), expected: { ...expected, payableMinor: expected.payableMinor + offMinor } }];
}

describe('the bundle in service', () => {
  let test: TestTill;
  let changes: number;
  beforeEach(() => {
    test = openTestTill();
    changes = 0;
    return () => test.close();
  });
  const start = (): BundleService =>
    createBundleService({
      store: test.store.bundles,
      rootPublicKey: () => root.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      knownForm: createKnownForm(test.store.meta),
      nowMs: () => test.nowMs,
      onChange: () => {
        changes += 1;
      },
    });

  it('is none at first, then the one that passed every check, also after a restart', () => {
    const service = start();
    expect(service.active()).toBeUndefined();
    const envelope = signed({ goldenReceipts: golden(0) });
    service.offer(envelope);
    expect(service).toSatisfy((now: BundleService) => now.active()?.hash === envelope.hash && now.refusal() === undefined && now.activatedAtMs() === test.nowMs);
    expect(changes).toBe(1);
    test.restart();
    const again = start();
    expect(again.active()).toMatchObject({ hash: envelope.hash, bundle: { serial: 7 } });
    expect(again.activatedAtMs()).toBe(test.nowMs);
  });

  const text = JSON.stringify(exampleBundle({ serial: 8 }));
  it.each<[string, BundleEnvelope, object]>([
    ['signed by another key', signed({ serial: 8 }, stranger.privateKey), { code: 'bundle-bad-signature' }],
    ['changed after it was signed', { ...signed({ serial: 8 }), text: `${text} ` }, { code: 'bundle-bad-signature' }],
    ['without a signature', { ...signed({ serial: 8 }), signature: '' }, { code: 'bundle-bad-signature' }],
    ['of the same serial', signed({ name: { ru: 'Другой' } }), { code: 'bundle-serial-not-higher', detail: expect.stringContaining('7') }],
    ['of a lower serial', signed({ serial: 6 }), { code: 'bundle-serial-not-higher' }],
    ['that lies about its serial', { ...signed({ serial: 6 }), serial: 9 }, { code: 'bundle-invalid' }],
    ['with another hash', { ...signed({ serial: 8 }), hash: '0'.repeat(64) }, { code: 'bundle-invalid' }],
    ['that is no JSON', envelopeOf('{', 8), { code: 'bundle-invalid' }],
    ['with a promotion of an unknown kind', envelopeOf(JSON.stringify({ ...exampleBundle({ serial: 8 }), promotions: [{ id: 'p', name: { ru: 'p' }, groupId: 'g', priority: 0, when: { kind: 'all', of: [] }, goods: { kind: 'all' }, reward: { kind: 'free-lunch' } }] }), 8), { code: 'bundle-invalid', detail: expect.stringContaining('/promotions/0/reward') }],
    ['of no known time zone', signed({ serial: 8, timeZone: 'Asia/Atlantis' }), { code: 'bundle-invalid', detail: expect.stringContaining('/timeZone') }],
    ['whose golden receipt comes out differently here', signed({ serial: 8, goldenReceipts: golden(1) }), { code: 'bundle-golden-mismatch', detail: expect.stringContaining('one milk') }],
  ])('stays when one comes that is %s', (_what, bad, refusal) => {
    const service = start();
    const good = signed();
    service.offer(good);
    service.offer(bad);
    expect(service.active()?.hash).toBe(good.hash);
    expect(service.refusal()).toMatchObject({ ...refusal, serial: bad.serial, atMs: test.nowMs });
    expect(test.store.bundles.active()?.hash).toBe(good.hash);
    expect(changes).toBe(2);
    service.offer(bad);
    expect(changes).toBe(2);
    service.offer(signed({ serial: 10 }));
    expect(service.active()?.bundle.serial).toBe(10);
    expect(service.refusal()).toBeUndefined();
  });

  it('is none where this release cannot read the stored one, until a newer one comes', () => {
    test.store.bundles.activate(envelopeOf('{', 9), test.nowMs);
    const service = start();
    expect(service.active()).toBeUndefined();
    expect(service.refusal()).toMatchObject({ code: 'bundle-invalid', serial: 9 });
    service.offer(signed({ serial: 8 }));
    expect(service.active()).toBeUndefined();
    expect(service.refusal()).toMatchObject({ code: 'bundle-serial-not-higher', serial: 8 });
    service.offer(signed({ serial: 10 }));
    expect(service.active()?.bundle.serial).toBe(10);
    expect(service.refusal()).toBeUndefined();
  });

  it('is found by its hash after another came, for the returns of its sales', () => {
    const service = start();
    const [first, second, third] = [signed(), signed({ serial: 8 }), signed({ serial: 9 })];
    for (const envelope of [first, second, third]) service.offer(envelope);
    expect(service.find(third.hash)).toBe(service.active());
    expect(service.find(first.hash)).toMatchObject({ hash: first.hash, bundle: { serial: 7 } });
    expect(service.find(first.hash)).toBe(service.find(first.hash));
    expect(service.find(second.hash)).toMatchObject({ hash: second.hash, bundle: { serial: 8 } });
    expect(service.find('0'.repeat(64))).toBeUndefined();
  });

  it('is not found where this release can no longer read it', () => {
    const broken = envelopeOf('{', 6);
    test.store.bundles.activate(broken, test.nowMs);
    const service = start();
    service.offer(signed());
    expect(service.find(broken.hash)).toBeUndefined();
  });

  it('is never a bad first one', () => {
    const service = start();
    service.offer(signed({}, stranger.privateKey));
    expect(service.active()).toBeUndefined();
    expect(service.refusal()).toMatchObject({ code: 'bundle-bad-signature' });
  });
});
