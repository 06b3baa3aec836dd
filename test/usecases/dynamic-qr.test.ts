import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { qrCode } from '../../agent/cli/qr/make-qr.ts';
import { identificationStrengths } from '../../agent/domain/cards/card.ts';
import { readDynamicQr } from '../../agent/domain/cards/dynamic-qr.ts';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { identify } from '../../agent/usecases/identify.ts';
import { priceSale, type PriceSaleInput } from '../../agent/usecases/price-sale.ts';
import { scan } from '../../agent/usecases/scan.ts';
import { exampleBundle, compiledExample } from '../domain/kit/shop.ts';
import { accountOf, cardNumber, manyMilks, noonMs, openTestTill, type TestTill } from './kit/test-till.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'spec', 'dynamic-qr.md'), 'utf8');
const examples = Array.from(page.matchAll(/^\| (\d+) \| (\d+) \| ([0-9a-f]{16}) \| `([0-9a-f]+)` \| `(LQR1\.[^`]+)` \|$/gm), ([, keyId, card, nonce, body, text]) => ({ keyId: Number(keyId), card: card!, nonce: nonce!, body: body!, text: text! }));
const publicKey = /`(MCowBQYDK2VwAyEA[^`]{44})`/.exec(page)![1]!;
const key = createPrivateKey({ key: Buffer.from(`302e020100300506032b657004220420${/private `([0-9a-f]{64})`/.exec(page)![1]!}`, 'hex'), format: 'der', type: 'pkcs8' });
const dynamicQr = { keys: [{ keyId: 1, publicKey }, { keyId: 7, publicKey }], validSeconds: 60, clockToleranceSeconds: 30 };
const noonSeconds = noonMs / 1_000;
const codeOf = (changes: Partial<Parameters<typeof qrCode>[0]> = {}): string => qrCode({ key, keyId: 1, card: cardNumber(1), issuedAtSeconds: noonSeconds, nonce: Buffer.alloc(8, 1), ...changes });

describe('the examples of docs/spec/dynamic-qr.md', () => {
  it.each(examples)('key $keyId, card $card: byte by byte, and back', ({ keyId, card, nonce, body, text }) => {
    expect(examples).toHaveLength(2);
    expect(Buffer.from(text.split('.')[1]!, 'base64url').toString('hex')).toBe(body);
    expect(codeOf({ keyId, card, nonce: Buffer.from(nonce, 'hex') })).toBe(text);
    expect(readDynamicQr(text)).toMatchObject({ keyId, cardNumber: card, nonce, issuedAtSeconds: noonSeconds });
  });

  it.each([
    ['another version', (text: string) => text.replace('LQR1', 'LQR2')],
    ['no signature', (text: string) => text.slice(0, text.lastIndexOf('.'))],
    ['a signature that is cut', (text: string) => text.slice(0, -1)],
    ['bits behind the last byte of the signature', (text: string) => `${text.slice(0, -1)}${'ABCDEFGHIJKLMNOP'.includes(text.at(-1)!) ? 'B' : '9'}`],
    ['fewer digits than it says', (text: string) => withBody(text, (body) => body.subarray(0, -1))],
    ['more bytes than it says', (text: string) => withBody(text, (body) => Buffer.concat([body, Buffer.from([0])]))],
    ['a half byte that is no digit', (text: string) => withBody(text, (body) => Buffer.concat([body.subarray(0, -1), Buffer.from([0xaf])]))],
    ['an odd digit that is not filled up', (text: string) => withBody(text, (body) => Buffer.concat([body.subarray(0, -1), Buffer.from([0x70])]))],
  ])('with %s is no code', (_, change) => {
    expect(readDynamicQr(change(examples[0]!.text))).toBeUndefined();
  });
});

function withBody(text: string, change: (body: Buffer) => Buffer): string {
  const [version, body, signature] = text.split('.');
  return [version, change(Buffer.from(body!, 'base64url')).toString('base64url'), signature].join('.');
}

describe('a code at the till', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill({ dynamicQr, redemption: { ...exampleBundle().redemption, minStrengthToRedeem: 'dynamic-qr' } });
    test.snapshot([accountOf(1), accountOf(2)]);
  });
  afterEach(() => test.close());
  const open = (input: Partial<PriceSaleInput> = {}) => {
    const outcome = priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: manyMilks, ...input });
    if (!outcome.ok) throw new Error(outcome.detail);
    return outcome.sale;
  };

  it('proves the customer, and lets them spend where nothing weaker would', () => {
    expect(open({ customer: { code: codeOf() } }).customer).toMatchObject({ identifiedBy: 'dynamic-qr', state: { accountId: 'account-1' }, qr: { keyId: 1, nonce: '0101010101010101' } });
    expect(open({ baseRevision: 1, lines: [...manyMilks, ...manyMilks], customer: { code: codeOf() } }).priced.redeemable.maxPoints).toBeGreaterThan(0);
  });

  it.each<[reason: string, code: () => string, afterMs: number]>([
    ['qr-malformed', () => codeOf().slice(0, -3), 0],
    ['qr-key-unknown', () => codeOf({ keyId: 2 }), 0],
    ['qr-signature-wrong', () => codeOf({ key: generateKeyPairSync('ed25519').privateKey }), 0],
    ['qr-signature-wrong', () => withBody(codeOf(), (body) => Buffer.concat([body.subarray(0, -1), Buffer.from([0x8f])])), 0],
    ['qr-expired', codeOf, 90_001],
    ['qr-not-yet-valid', codeOf, -30_001],
    ['card-unknown', () => codeOf({ card: cardNumber(99) }), 0],
  ])('that is refused says %s, and the sale goes on', (reason, code, afterMs) => {
    test.nowMs = noonMs + afterMs;
    expect(open({ customer: { code: code() } })).toMatchObject({ customerProblem: reason, priced: { pointsEarned: 0 } });
    expect(identify(test.till, { code: code() })).toMatchObject({ ok: true, identified: { ok: false, reason } });
    // Whether anybody has the card is not the scan's to say.
    const thing = reason === 'card-unknown' ? { kind: 'card', isDynamicQr: true } : { kind: 'unknown', looksLike: reason };
    expect(scan(test.till, { code: code(), source: 'serial' })).toMatchObject({ ok: true, scan: { thing } });
  });

  it.each([-30_000, 90_000])('is good to the last second of its time: %i ms', (afterMs) => {
    test.nowMs = noonMs + afterMs;
    expect(open({ customer: { code: codeOf() } }).customer?.identifiedBy).toBe('dynamic-qr');
  });

  it('is good for one sale, over a restart too, until it has run out', () => {
    open({ customer: { code: codeOf() } });
    open({ baseRevision: 1, lines: [...manyMilks, ...manyMilks], customer: { code: codeOf() } });
    test.restart();
    expect(open({ saleId: 'sale-2', customer: { code: codeOf() } }).customerProblem).toBe('qr-replayed');
    cancelSale(test.till, { saleId: 'sale-1', revision: 2 });
    expect(open({ saleId: 'sale-3', customer: { code: codeOf() } }).customerProblem).toBe('qr-replayed');
    expect(open({ saleId: 'sale-4', customer: { code: codeOf({ nonce: Buffer.alloc(8, 2) }) } }).customer?.identifiedBy).toBe('dynamic-qr');
  });

  it('counts like a typed number while the clock is doubtful, however old it seems', () => {
    test.clock = 'suspect';
    test.nowMs = noonMs + 1_000_000;
    const sale = open({ customer: { code: codeOf() } });
    expect(sale.customer?.identifiedBy).toBe('typed');
    expect(sale.priced.redeemable).toEqual({ maxPoints: 0, limitedBy: 'identification' });
  });

  it('cannot be claimed: who says so and shows a number has scanned it', () => {
    expect(open({ customer: { code: cardNumber(1), identifiedBy: 'dynamic-qr' } }).customer?.identifiedBy).toBe('scan');
  });

  it('what it proved stays when the sale goes on with the number, unless somebody says otherwise', () => {
    open({ customer: { code: codeOf() } });
    expect(open({ baseRevision: 1, lines: [...manyMilks, ...manyMilks], customer: { code: cardNumber(1) } }).customer?.identifiedBy).toBe('dynamic-qr');
    expect(open({ baseRevision: 2, customer: { code: cardNumber(1), identifiedBy: 'typed' } }).customer?.identifiedBy).toBe('typed');
    expect(open({ baseRevision: 3, customer: { code: cardNumber(2) } }).customer?.identifiedBy).toBe('scan');
  });

  it('is recorded with the sale; of a receipt that was printed it counts though it has run out by then', () => {
    open({ customer: { code: codeOf() } });
    test.nowMs = noonMs + 3_600_000;
    expect(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } }).ok).toBe(true);
    const late = commitSale(test.till, { saleId: 'lost', revision: 3, receipt: { number: '2' }, lines: manyMilks, customer: { code: codeOf({ nonce: Buffer.alloc(8, 3) }) } });
    expect(late).toMatchObject({ ok: true, sale: { customer: { identifiedBy: 'typed' } } });
    const customers = test.written().flatMap(({ kind, payload }) => (kind === 'sale-committed' ? [payload.customer] : []));
    expect(customers).toMatchObject([{ identifiedBy: 'dynamic-qr', qr: { nonce: '0101010101010101' } }, { identifiedBy: 'typed', qr: { nonce: '0303030303030303' } }]);
  });

  it.each(identificationStrengths.flatMap((needed) => identificationStrengths.map((shown) => ({ needed, shown }))))('a programme that asks for $needed and a customer by $shown', ({ needed, shown }) => {
    test.compiled = compiledExample({ dynamicQr, redemption: { ...exampleBundle().redemption, minStrengthToRedeem: needed } });
    const customer = shown === 'dynamic-qr' ? { code: codeOf() } : { code: cardNumber(1), identifiedBy: shown };
    const { redeemable } = open({ customer }).priced;
    const isEnough = identificationStrengths.indexOf(shown) >= identificationStrengths.indexOf(needed);
    expect(isEnough ? redeemable.maxPoints > 0 : redeemable).toEqual(isEnough ? true : { maxPoints: 0, limitedBy: 'identification' });
  });
});
