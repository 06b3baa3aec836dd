import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BundleAnswer } from '../../sync/protocol/messages.ts';
import { testSale } from './kit/test-sale.ts';
import { anna, testBundle, testTime } from './kit/test-shop.ts';
import { useCentral } from './kit/use-central.ts';

describe('bundles', () => {
  const at = useCentral();

  const inForce = async () => (await at.till.get<BundleAnswer>('/till/v1/bundle')).body;
  const publish = async (bundle: unknown) => await at.central.admin<{ serial: number; hash: string }>('bundles', bundle);

  it("is the shop folder's text to the byte, signed by the root key", async () => {
    const { text, hash, serial, signature, keyId } = await inForce();
    expect(text).toBe(JSON.stringify(testBundle()));
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
    expect({ serial, keyId }).toEqual({ serial: 1, keyId: at.till.keyId });
    const key = createPublicKey({ key: Buffer.from(at.till.rootPublicKey, 'base64'), format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it('answers 304 to a till that has it', async () => {
    const { hash } = await inForce();
    const ask = async (tag: string) => await fetch(`${at.central.url}/till/v1/bundle`, { headers: { authorization: `Bearer ${at.till.token}`, 'if-none-match': tag } });
    const same = await ask(`"${hash}"`);
    expect({ status: same.status, etag: same.headers.get('etag'), body: await same.text() }).toEqual({ status: 304, etag: `"${hash}"`, body: '' });
    for (const tag of [`W/"${hash}"`, `"other", "${hash}"`, '*']) expect((await ask(tag)).status).toBe(304);
    expect((await ask('"other"')).status).toBe(200);
  });

  it('puts a higher serial in force, and keeps the text as it was sent', async () => {
    const text = JSON.stringify(testBundle({ serial: 5 }), null, 2);
    const { status, body } = await publish(text);
    expect({ status, body }).toEqual({ status: 201, body: { serial: 5, hash: createHash('sha256').update(text).digest('hex') } });
    expect((await inForce()).text).toBe(text);
  });

  it('refuses the same serial and a lower one', async () => {
    const before = await inForce();
    for (const serial of [5, 4]) {
      expect(await publish(testBundle({ serial, name: { ru: 'Другой' } }))).toMatchObject({ status: 409, body: { code: 'serial-not-higher' } });
    }
    expect(await inForce()).toEqual(before);
  });

  it('refuses a bundle with a promotion of an unknown kind, whole, and names the place', async () => {
    const before = await inForce();
    const bundle = testBundle({ serial: 6 });
    const strange = { ...bundle, promotions: [bundle.promotions[0], { ...bundle.promotions[1], reward: { kind: 'free-lunch' } }] };
    const { status, body } = await publish(strange);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'unknown-kind' });
    expect(body.path).toMatch(/^\/promotions\/1\/reward/);
    expect(await inForce()).toEqual(before);
  });

  it('refuses what is no bundle', async () => {
    expect(await publish('{"format":1')).toMatchObject({ status: 422, body: { code: 'bundle-invalid' } });
    expect(await publish({ ...testBundle({ serial: 6 }), tiers: [] })).toMatchObject({ status: 422, body: { code: 'bundle-invalid', path: '/tiers' } });
    expect(await publish({ ...testBundle({ serial: 6 }), surprise: 1 })).toMatchObject({ status: 422, body: { code: 'bundle-invalid', path: '/surprise' } });
  });

  it('refuses a bundle for another programme', async () => {
    expect(await publish(testBundle({ serial: 6, programmeId: 'other' }))).toMatchObject({ status: 422, body: { code: 'programme-differs', path: '/programmeId' } });
  });

  it('refuses a bundle whose golden receipt gives another result, and takes it with the right one', async () => {
    const sale = testSale(at.central.compiled, { customer: anna });
    const { bundle: _bundle, ...expected } = sale.result;
    const golden = (payableMinor: number) => testBundle({
      serial: 7,
      goldenReceipts: [{
        name: 'молоко и хлеб', basket: sale.basket, customer: sale.customer!.state, identifiedBy: 'scan', storeId: 'store-1', time: testTime,
        expected: { ...expected, payableMinor },
      }],
    });
    expect(await publish(golden(expected.payableMinor + 1))).toMatchObject({ status: 422, body: { code: 'golden-receipt-differs' } });
    expect(await publish(golden(expected.payableMinor))).toMatchObject({ status: 201 });
  });
});
