import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readShopFolder } from '../../../sync/central/shop/shop-folder.ts';
import { anna, boris, testBundle, writeShopFolder } from '../kit/test-shop.ts';

describe('shop folder', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'till-shop-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => void writeShopFolder(folder));

  function refusal(): unknown {
    try {
      return readShopFolder(folder);
    } catch (error) {
      return error;
    }
  }
  const saying = (message: RegExp) => ({ name: 'CentralStartError', code: 'shop-invalid', message: expect.stringMatching(message) as string });

  it('is a bundle and the customers', () => {
    const shop = readShopFolder(folder);
    expect({ serial: shop.compiled.bundle.serial, accounts: shop.accounts.length }).toEqual({ serial: 1, accounts: 3 });
  });

  it('names a file that is missing or no JSON', () => {
    writeFileSync(join(folder, 'customers.json'), '{"accounts":[');
    expect(refusal()).toMatchObject(saying(/customers\.json is not JSON: line 1, column 14$/));
    rmSync(join(folder, 'customers.json'));
    expect(refusal()).toMatchObject(saying(/customers\.json cannot be read/));
    rmSync(join(folder, 'bundle.json'));
    expect(refusal()).toMatchObject(saying(/bundle\.json cannot be read/));
  });

  it('names the place of a fault in the bundle', () => {
    writeShopFolder(folder, { ...testBundle(), tiers: [] });
    expect(refusal()).toMatchObject(saying(/bundle\.json \/tiers/));
  });

  it('may bring ranges of numbers, each once and of a scheme of the bundle', () => {
    const range = { rangeId: 'app', schemeId: 'plastic', storeNumber: 7, fromSerial: 0, toSerial: 99 };
    const bring = (...ranges: object[]) => writeFileSync(join(folder, 'number-ranges.json'), JSON.stringify({ ranges }));
    bring(range, { ...range, rangeId: 'more', fromSerial: 100, toSerial: 199 });
    expect(readShopFolder(folder).ranges).toHaveLength(2);
    for (const [changes, message] of [
      [{ rangeId: 'more', fromSerial: 99, toSerial: 199 }, /number-ranges\.json \/ranges\/1: an earlier range/],
      [{ fromSerial: 100, toSerial: 199 }, /\/ranges\/1: an earlier range/],
      [{ rangeId: 'more', schemeId: 'none' }, /\/ranges\/1: The programme in force has no card scheme none/],
      [{ rangeId: 'more', fromSerial: 100, toSerial: 10_000 }, /\/ranges\/1: The scheme plastic makes no such numbers/],
      [{ rangeId: 'more', fromSerial: -1 }, /\/ranges\/1\/fromSerial/],
    ] as const) {
      bring(range, { ...range, ...changes });
      expect(refusal()).toMatchObject(saying(message));
    }
  });

  it.each([
    ['an account twice', [anna, { ...anna, cards: [] }], /\/accounts\/1: the account account-anna is there twice/],
    ['a card twice', [anna, { ...boris, cards: anna.cards }], /\/accounts\/1: the card 2900770100011 is there twice/],
    ['a tier that the bundle has not', [{ ...anna, tier: 'platinum' }], /\/accounts\/0: the bundle has no tier platinum/],
    ['points as a float', [{ ...anna, openingPoints: 1.5 }], /\/accounts\/0\/openingPoints/],
    ['a birthday that no year has', [{ ...anna, birthday: '02-30' }], /\/accounts\/0\/birthday/],
    ['a field that it does not know', [{ ...anna, phone: '1' }], /\/accounts\/0\/phone/],
  ])('refuses %s', (_what, accounts, message) => {
    writeShopFolder(folder, testBundle(), accounts);
    expect(refusal()).toMatchObject(saying(message));
  });
});
