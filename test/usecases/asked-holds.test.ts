import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JournalFault } from '../../agent/ports/journal.ts';
import { releaseAskedHolds } from '../../agent/usecases/asked-holds.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { grant } from './kit/scripted-authority.ts';
import { accountOf, cardNumber, manyMilks, openTestTill, type TestTill } from './kit/test-till.ts';

/** An agent that dies while the centre is being asked must not leave the customer's points aside until they expire. */
describe('holds that were asked for when the agent died', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1)]);
    priceSale(test.till, { saleId: 's1', baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1) } });
  });
  afterEach(() => {
    test.close();
  });
  const take = () => takeRedemption(test.till, { saleId: 's1', revision: 1, points: 10 });
  const dieWhileAsking = () => {
    test.authority.answer(() => new Promise(() => {}));
    void take();
    test.restart();
  };

  it('are released at the next start, under the id that was asked for', () => {
    dieWhileAsking();
    expect(releaseAskedHolds(test.till)).toBe(1);
    expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { reason: 'ambiguous', saleId: 's1', holdId: test.authority.requests[0]?.holdId } }]);
  });

  it('are released once, however often the agent starts', () => {
    dieWhileAsking();
    releaseAskedHolds(test.till);
    test.restart();
    expect(releaseAskedHolds(test.till)).toBe(0);
    expect(test.written()).toHaveLength(1);
  });

  it('are released by themselves where another sale got its answer meanwhile', async () => {
    priceSale(test.till, { saleId: 's2', baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1) } });
    test.authority.answer((request) => (request.saleId === 's1' ? grant(request) : new Promise(() => {})));
    void takeRedemption(test.till, { saleId: 's2', revision: 1, points: 10 });
    expect(await take()).toMatchObject({ ok: true, sale: { state: 'held' } });
    test.restart();
    expect(releaseAskedHolds(test.till)).toBe(1);
    expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { saleId: 's2', holdId: test.authority.requests[0]?.holdId } }]);
  });

  it('are released once also where a fault kept the release from being forgotten', () => {
    dieWhileAsking();
    const { till } = test;
    const forgetful = { ...till, meta: { ...till.meta, set: () => { throw new JournalFault('journal-disk-full', new Error('full')); } } };
    expect(() => releaseAskedHolds(forgetful)).toThrow(JournalFault);
    expect(releaseAskedHolds(till)).toBe(0);
    expect(test.written()).toHaveLength(1);
    expect(test.store.meta.get('asked-holds')).toBe('[]');
  });

  it('are not released while the centre is still being asked', async () => {
    let answer = () => {};
    test.authority.answer((request) => new Promise((resolve) => {
      answer = () => {
        resolve(grant(request));
      };
    }));
    test.store.meta.set('asked-holds', JSON.stringify([{ programmeId: 'p', holdId: 'unheard', saleId: 's0', accountId: 'account-1' }]));
    const taken = take();
    expect(releaseAskedHolds(test.till)).toBe(1);
    expect(JSON.parse(test.store.meta.get('asked-holds')!)).toMatchObject([{ saleId: 's1', holdId: test.authority.requests[0]!.holdId }]);
    answer();
    expect(await taken).toMatchObject({ ok: true, sale: { state: 'held' } });
    expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { holdId: 'unheard' } }]);
  });

  it('are released once the journal can be written, where it failed after the centre had set the points aside', async () => {
    const { till } = test;
    const full = { ...till, journal: { ...till.journal, append: () => { throw new JournalFault('journal-disk-full', new Error('full')); } } };
    await expect(takeRedemption(full, { saleId: 's1', revision: 1, points: 10 })).rejects.toThrow(JournalFault);
    expect(releaseAskedHolds(till)).toBe(1);
    expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { saleId: 's1', holdId: test.authority.requests[0]?.holdId } }]);
    expect(await take()).toMatchObject({ ok: true, sale: { state: 'held' } });
  });

  it('stay where the sale has them already', async () => {
    test.authority.answer(grant);
    expect(await take()).toMatchObject({ ok: true, sale: { state: 'held' } });
    const holdId = test.authority.requests[0]!.holdId;
    // As after a crash between the sale's revision and the forgetting.
    test.store.meta.set('asked-holds', JSON.stringify([{ programmeId: 'p', holdId, saleId: 's1', accountId: 'account-1' }]));
    test.restart();
    expect(releaseAskedHolds(test.till)).toBe(0);
    expect(test.written()).toEqual([]);
    expect(test.store.meta.get('asked-holds')).toBe('[]');
  });

  it('are forgotten once they were answered, whatever the answer was', async () => {
    for (const answer of [() => ({ outcome: 'refused', reason: 'insufficient-points', availablePoints: 3 }) as const, () => ({ outcome: 'unavailable', ambiguous: true }) as const]) {
      test.authority.answer(answer);
      expect(await take()).toMatchObject({ ok: false });
      expect(test.store.meta.get('asked-holds')).toBe('[]');
    }
  });
});
