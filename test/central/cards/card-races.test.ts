import { describe, expect, it } from 'vitest';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { makeCardNumber } from '../../../agent/domain/cards/card-number.ts';
import type { CardBody } from '../../../agent/domain/operations/card-operations.ts';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna, boris, opened, testBundle, testTime } from '../kit/test-shop.ts';
import { testJournal } from '../kit/test-journal.ts';
import { pushOne, type TestTill } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

const [scheme] = testBundle().cardSchemes;
/** Blanks that no test shop has */
const blank = (serial: number): string => makeCardNumber(scheme!, 55, serial);
const common = (tillId = 'till-1') => ({ programmeId: 'test', storeId: 'store-1', tillId, time: testTime, effects: [] });

describe('cards at the centre', () => {
  const at = useCentral();
  let second: TestTill | undefined;
  const tillTwo = async (): Promise<TestTill> => (second ??= await at.central.enrolTill('till-2'));
  const feed = async (till: TestTill, more = ''): Promise<FeedAnswer> => {
    const { body: { epoch } } = await till.get<{ epoch: string }>('/till/v1/ping');
    return (await till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=0&limit=5000&protocol=2${more}`)).body;
  };
  const cardOf = async (number: string) => {
    const { accounts } = await feed(at.till);
    const account = accounts.find(({ cards }) => cards.some((card) => card.number === number));
    return { account, card: account?.cards.find((card) => card.number === number) };
  };
  const issuing = (cardNumber: string, accountId: string) => ['card-issued', { ...common(), cardNumber, accountId, form: 'plastic' }] as const;
  const issue = async (cardNumber: string, accountId: string) => await pushOne(at.till, ...issuing(cardNumber, accountId));
  /** A journal of its own; the test journals' clocks run by seq, so the first of these comes `after` many. Answers verdicts or reasons, and ids. */
  const pushAll = async (till: TestTill, after: number, ...all: (readonly [string, object])[]) => {
    const journal = testJournal();
    for (let seq = 0; seq < after; seq += 1) journal.append('journal-opened', { ...opened, tillId: till.tillId });
    const opIds = all.map(([kind, payload]) => journal.append(kind, payload).opId);
    const { body } = await till.push(journal);
    return { opIds, verdicts: body.verdicts.slice(after).map(({ verdict, reason }) => reason ?? verdict) };
  };
  /** An active card of an account of its own. */
  const active = async (serial: number) => {
    await pushAll(at.till, 0, issuing(blank(serial), `own-${serial}`), ['card-activated', { ...common(), cardNumber: blank(serial) }]);
    return blank(serial);
  };

  it('makes an account of an issued card, which earns, and may spend once it is activated', async () => {
    const number = blank(1);
    const accountId = 'bare-1';
    expect(await issue(number, accountId)).toMatchObject({ verdict: 'applied' });
    expect(await cardOf(number)).toMatchObject({ account: { accountId, availablePoints: 0, joinedOn: '2026-11-22' }, card: { state: 'issued', neverActivated: true } });
    const hold = async () => (await at.till.hold({ accountId, cardNumber: number, points: 1 })).body;
    expect(await hold()).toMatchObject({ outcome: 'refused', reason: 'card-not-active' });
    const sale = testSale(at.central.compiled, { customer: { accountId, tier: 'base', openingPoints: 0, cards: [{ number, state: 'issued' }] }, milk: 2 });
    expect(sale.result.pointsEarned).toBeGreaterThan(0);
    expect(await pushOne(at.till, 'sale-committed', sale)).toMatchObject({ verdict: 'applied' });
    await pushAll(at.till, 3, ['card-activated', { ...common(), cardNumber: number }]);
    const { account, card } = await cardOf(number);
    expect(card).toEqual({ number, state: 'active' });
    expect(account?.lastOperations).toMatchObject([{ kind: 'sale', amountMinor: sale.result.payableMinor, pointsEarned: sale.result.pointsEarned }]);
    expect(await hold()).toMatchObject({ outcome: 'held' });
  });

  const replaceAt = (tillId: string, cardNumber: string, newCardNumber: string) => ({ ...common(tillId), cardNumber, newCardNumber, reason: 'lost' });
  const blockAt = (tillId: string, cardNumber: string, reason: string) => ({ ...common(tillId), cardNumber, level: 'blocked', reason });

  /** Two tills apart: till 1 does the first, till 2 a moment later the second; they arrive in that order, or the other way round. */
  async function race(order: 'as-done' | 'reversed', one: { kind: string; payload: object }, two: { kind: string; payload: object }) {
    const other = await tillTwo();
    const pushes = [async () => await pushAll(at.till, 10, [one.kind, one.payload]), async () => await pushAll(other, 20, [two.kind, two.payload])];
    const verdicts = new Map<string, string | undefined>();
    let late = '';
    for (const place of order === 'as-done' ? [0, 1] : [1, 0]) {
      const pushed = await pushes[place]!();
      verdicts.set(place === 0 ? 'one' : 'two', pushed.verdicts[0]);
      if (place === 1) late = pushed.opIds[0] ?? '';
    }
    return { verdicts, toldLate: (await feed(other, '&revisedAfter=0')).revised?.find(({ opId }) => opId === late) };
  }

  it.each([['as-done', 11, 'card-race-lost-replaced', undefined], ['reversed', 12, 'applied', 'card-race-lost-replaced']] as const)('settles a replacement before a block of another store the same way (%s)', async (order, serial, verdict, toldLater) => {
    const number = await active(serial);
    const next = blank(serial + 1_000);
    const { verdicts, toldLate } = await race(order, { kind: 'card-replaced', payload: replaceAt('till-1', number, next) }, { kind: 'card-blocked', payload: blockAt('till-2', number, 'fraud') });
    expect(await cardOf(number)).toMatchObject({ card: { state: 'replaced', replacedBy: next }, account: { accountId: `own-${serial}` } });
    expect(await cardOf(next)).toMatchObject({ card: { state: 'active' }, account: { accountId: `own-${serial}` } });
    // what came alone was applied, and the feed says what became of it
    expect([verdicts.get('one'), verdicts.get('two'), toldLate?.reason]).toEqual(['applied', verdict, toldLater]);
  });

  it.each([['as-done', 21, 'card-race-lost-blocked', undefined], ['reversed', 22, 'applied', 'card-race-lost-blocked']] as const)('settles a block for fraud before a replacement of another store the same way (%s)', async (order, serial, verdict, toldLater) => {
    const number = await active(serial);
    const next = blank(serial + 1_000);
    const { verdicts, toldLate } = await race(order, { kind: 'card-blocked', payload: blockAt('till-1', number, 'fraud') }, { kind: 'card-replaced', payload: replaceAt('till-2', number, next) });
    expect(await cardOf(number)).toMatchObject({ card: { state: 'blocked' } });
    expect(await cardOf(next)).toEqual({ account: undefined, card: undefined });
    expect([verdicts.get('two'), toldLate?.reason]).toEqual([verdict, toldLater]);
  });

  it('keeps what replaced and blocked cards are on the block list, and tells tills of protocol 1 the state alone', async () => {
    const number = await active(31);
    await pushAll(at.till, 5, ['card-replaced', replaceAt('till-1', number, blank(1_031))]);
    const { body: { epoch } } = await at.till.get<{ epoch: string }>('/till/v1/ping');
    const { body } = await at.till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=0&limit=5000`);
    const account: Account | undefined = body.accounts.find(({ accountId }) => accountId === 'own-31');
    expect(account?.cards).toEqual([{ number, state: 'replaced' }, { number: blank(1_031), state: 'active' }].toSorted((one, other) => (one.number < other.number ? -1 : 1)));
    expect(account).not.toHaveProperty('lastOperations');
  });

  it('lifts the block that is named and leaves the other', async () => {
    const number = await active(41);
    const { opIds: [one, two] } = await pushAll(at.till, 5, ['card-blocked', blockAt('till-1', number, 'lost')], ['card-blocked', { ...blockAt('till-1', number, 'other'), level: 'restricted' }]);
    expect((await cardOf(number)).card).toMatchObject({ state: 'blocked', blocks: [{ blockOpId: one, reason: 'lost' }, { blockOpId: two, level: 'restricted' }] });
    const unblock = (blockOpId: string) => ['card-unblocked', { ...common(), cardNumber: number, blockOpId, reason: 'found' }] as const;
    expect((await pushAll(at.till, 9, unblock(one!), unblock('nothing'))).verdicts).toEqual(['applied', 'card-race-lost-not-blocked']);
    expect((await cardOf(number)).card).toMatchObject({ state: 'restricted', blocks: [{ blockOpId: two }] });
  });

  it('moves a card of a bare account to another one, and refuses one whose account has points or a person', async () => {
    await issue(blank(51), 'bare-51');
    expect((await pushAll(at.till, 5, ['card-bound', { ...common(), cardNumber: blank(51), accountId: boris.accountId }])).verdicts).toEqual(['applied']);
    expect((await cardOf(blank(51))).account?.accountId).toBe(boris.accountId);
    expect(await pushOne(at.till, 'card-bound', { ...common(), cardNumber: anna.cards[0]!.number, accountId: boris.accountId })).toMatchObject({ verdict: 'parked', reason: 'card-account-not-bare' });
    expect(await pushOne(at.till, 'card-bound', { ...common(), cardNumber: blank(52), accountId: 'nobody' })).toMatchObject({ reason: 'account-unknown' });
  });

  it.each<[string, CardBody['kind'], object]>([
    ['states another till', 'card-issued', { ...common('till-9'), cardNumber: blank(61), accountId: 'fake-61', form: 'plastic' }],
    ['names a number that no scheme makes', 'card-issued', { ...common(), cardNumber: '123456789012', accountId: 'fake-62', form: 'plastic' }],
    ['is of another programme', 'card-blocked', { ...common(), programmeId: 'other', cardNumber: anna.cards[0]!.number, level: 'blocked', reason: 'fraud' }],
  ])('parks an operation that %s, and changes no card', async (_what, kind, payload) => {
    const before = (await feed(at.till)).accounts.length;
    expect((await pushOne(at.till, kind, payload)).verdict).toBe('parked');
    expect((await cardOf(anna.cards[0]!.number)).card?.state).toBe('active');
    expect(await cardOf(blank(61))).toEqual({ account: undefined, card: undefined });
    // what names its own till may have made an account, and no card leads there
    expect((await feed(at.till)).accounts.length).toBeLessThanOrEqual(before + 1);
  });

  it('takes a pack of a hundred in one push, each with an account of its own', async () => {
    const journal = testJournal();
    journal.append('journal-opened', opened);
    for (let serial = 2_000; serial < 2_100; serial += 1) journal.append('card-issued', { ...common(), cardNumber: blank(serial), accountId: `pack-${serial}`, form: 'plastic' });
    const { body } = await at.till.push(journal);
    expect(body.verdicts.every(({ verdict }) => verdict === 'applied')).toBe(true);
    const { accounts } = await feed(at.till);
    expect(accounts.filter(({ accountId, cards }) => accountId.startsWith('pack-') && cards[0]?.state === 'issued')).toHaveLength(100);
  });

  it('parks the second issue of one number and keeps what its sales earned on their account', async () => {
    await issue(blank(71), 'first-71');
    expect((await pushAll(at.till, 5, issuing(blank(71), 'second-71'))).verdicts).toEqual(['card-race-lost-issued']);
    expect((await cardOf(blank(71))).account?.accountId).toBe('first-71');
    expect((await feed(at.till)).accounts.find(({ accountId }) => accountId === 'second-71')?.cards).toEqual([]);
  });
});
