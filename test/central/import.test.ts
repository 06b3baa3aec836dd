import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeCardNumber } from '../../agent/domain/cards/card-number.ts';
import { importCards } from '../../sync/central/import/import-cards.ts';
import { readImportRow, type ImportReject, type ImportText } from '../../sync/central/import/import-row.ts';
import { openLedger, type OpenLedger } from './kit/open-ledger.ts';
import { compileTestBundle } from './kit/test-sale.ts';
import { anna, testBundle, testTime } from './kit/test-shop.ts';

const [scheme] = testBundle().cardSchemes;
const [card, other, known] = [1, 2, 3].map((serial) => makeCardNumber(scheme!, 1, serial)) as [string, string, string];
const wrong = `${card.slice(0, -1)}${(Number(card.at(-1)) + 1) % 10}`;
const today = '2026-11-22';

describe('a row of a card base', () => {
  const compiled = compileTestBundle(testBundle({ points: { scale: 2, valueMinor: 1 } }));
  const read = (text: ImportText) => readImportRow(compiled, { card, ...text }, 2, today);

  it('is read with the programme’s own cards, tiers and points', () => {
    expect(read({ account: 'a-1', tier: 'gold', given_name: ' Анна ', birthday: '1990-02-29', segments: 'vip|new', points: '12.5', expires_on: '2027-01-31', joined_on: '2020-05-01' })).toEqual({ line: 2, reason: 'birthday "1990-02-29" is neither YYYY-MM-DD nor MM-DD' });
    expect(read({ account: 'a-1', tier: 'gold', given_name: ' Анна ', birthday: '02-29', segments: 'vip|new', points: '12.5', expires_on: '2027-01-31', joined_on: '2020-05-01' })).toEqual({
      line: 2, accountId: 'a-1', card, state: 'active', tier: 'gold', givenName: 'Анна', birthday: '02-29', segments: ['vip', 'new'], points: 1250, expiresOn: '2027-01-31', joinedOn: '2020-05-01',
    });
  });

  it('has the card’s number as its account, the first tier and no points where nothing is said', () => {
    expect(read({})).toEqual({ line: 2, accountId: card, card, state: 'active', tier: 'base', segments: [], points: 0 });
  });

  it.each<[string, ImportText, string]>([
    ['no card', { card: '' }, 'card "": not-a-card'],
    ['a wrong check digit', { card: wrong }, `card "${wrong}": wrong-check-digit: ${makeCardNumber(scheme!, 1, 1).at(-1)} would fit`],
    ['an account that is no id', { account: 'a b' }, 'account "a b" is no id'],
    ['an unknown state', { state: 'lost' }, 'state "lost" is none of'],
    ['an unknown tier', { tier: 'platinum' }, 'the bundle has no tier "platinum"'],
    ['a day that does not exist', { expires_on: '2027-02-30' }, 'expires_on "2027-02-30" is no day'],
    ['too many decimals', { points: '1.234' }, 'points "1.234" is no number with at most 2 decimals'],
    ['a negative balance', { points: '-1' }, 'points "-1" is no number'],
    ['more than any balance', { points: '99999999999999' }, 'is no number'],
    ['points that are gone', { points: '1', expires_on: '2026-11-21' }, 'the points expired on 2026-11-21'],
    ['a segment that is no id', { segments: 'vip|a b' }, 'segment "a b" is no id'],
    ['half a character', { given_name: '\ud800' }, 'given_name'],
  ])('is rejected for %s', (_what, text, reason) => {
    expect(read(text)).toMatchObject({ line: 2, reason: expect.stringContaining(reason) as unknown });
  });
});

describe('a card base', () => {
  let ledger: OpenLedger;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'till-import-'));
    ledger = await openLedger(testBundle(), [{ ...anna, cards: [{ number: known, state: 'active' }] }], testTime.instantMs);
    await ledger.newPostings();
  });
  afterAll(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const rejects: ImportReject[] = [];
  afterEach(() => rejects.splice(0));
  const run = async (text: string, isDryRun = false) => {
    const path = join(folder, 'base.csv');
    writeFileSync(path, text);
    return await importCards(ledger.db, ledger.compiled, { path, isDryRun, nowMs: testTime.instantMs, onReject: (reject) => rejects.push(reject) });
  };
  const base = `\ufeffcard,account,points,expires_on,given_name
${card},c-1,100,,Анна
${card},c-1,50,2027-01-31,
${other},c-1,7,2027-01-31,
${other},c-2,5,,
${known},c-3,5,,
no-card,c-4,5,,
`;

  it('is only checked in a dry run, which names the same lines', async () => {
    expect(await run(base, true)).toEqual({ rows: 6, imported: 3, rejected: 3, isKnown: false });
    expect(rejects.map(({ line }) => line).toSorted((one, another) => one - another)).toEqual([5, 6, 7]);
    expect(await ledger.newPostings()).toEqual([]);
  });

  it('comes with its balances, and rejects what it cannot take by line and reason', async () => {
    expect(await run(base)).toEqual({ rows: 6, imported: 3, rejected: 3, isKnown: false });
    expect(rejects.toSorted((a, b) => a.line - b.line)).toEqual([
      { line: 5, reason: `card ${other} belongs to account c-1` }, { line: 6, reason: `card ${known} belongs to account ${anna.accountId}` },
      { line: 7, reason: 'card "no-card": not-a-card' },
    ]);
    expect(await ledger.account('c-1')).toMatchObject({
      givenName: 'Анна', availablePoints: 157, lots: [{ lotId: '2026-11-22.2026-11-22.2027-01-31', points: 57, expiresOn: '2027-01-31' }],
      cards: [{ number: card, state: 'active' }, { number: other, state: 'active' }],
    });
    expect((await ledger.newPostings()).map((posting) => posting.replace(/^import:[0-9a-f]{16}:/, ''))).toEqual([
      '2: available 100, opening -100', '3: available 50, opening -50', '4: available 7, opening -7',
    ]);
  });

  it('is taken once, and goes on where it was cut off', async () => {
    expect(await run(base)).toEqual({ rows: 6, imported: 3, rejected: 3, isKnown: true });
    await ledger.db.query('DELETE FROM import_file');
    expect(await run(base)).toMatchObject({ imported: 3, isKnown: false });
    expect(await ledger.newPostings()).toEqual([]);
    expect((await ledger.account('c-1')).availablePoints).toBe(157);
  });

  it('adds to accounts that are there', async () => {
    await run(`card,account,points,expires_on\n${card},c-1,3,2027-01-31\n${card},c-1,10,\n`);
    expect(await ledger.account('c-1')).toMatchObject({ availablePoints: 170, lots: [{ points: 60 }] });
  });

  it.each([
    ['an unknown column', 'card,phone\n', 'the header must name card'],
    ['no cards', 'account\n', 'the header must name card'],
    ['a column twice', 'card,card\n', 'the header must name card'],
    ['nothing in it', '', 'is empty'],
    ['an open quote', 'card\n"1', 'is no CSV'],
  ])('is no card base with %s', async (_what, text, message) => {
    await expect(run(text)).rejects.toThrow(message);
  });
});
