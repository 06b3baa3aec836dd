import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { QuotedReturn, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { maxAmount } from '../../../agent/domain/scalars.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import { testJournal } from '../kit/test-journal.ts';
import { compileTestBundle, testRelease, testReturn, testSale } from '../kit/test-sale.ts';
import { anna, boris, issued, manyAccounts, opened, testBundle } from '../kit/test-shop.ts';
import { pushOne } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

const card = anna.cards[0]!.number;
const parked = (reason: string) => ({ verdict: 'parked', reason });
const withResult = (returned: ReturnCommitted, changes: Partial<QuotedReturn>): ReturnCommitted => ({ ...returned, result: { ...returned.result, ...changes } });

describe('push: what a restored, faulty or hostile till sends', () => {
  const rich = manyAccounts(1).map((account) => ({ ...account, openingPoints: maxAmount - 100 }))[0]!;
  const at = useCentral({ accounts: [anna, boris, issued, rich] });
  /** What tests want to see in the database once the centre has stopped. */
  const laterChecks: ((db: Database) => Promise<void>)[] = [];

  const push = async (kind: string, payload: object | string, opId?: string) => await pushOne(at.till, kind, payload, opId);
  const points = async (accountId = anna.accountId) => (await at.central.availablePoints(at.till, accountId))!;
  const defects = async () => (await at.central.report()).findings.defect;
  const hold = async (changes: Partial<Parameters<typeof at.till.hold>[0]> = {}) => {
    const asked = { holdId: randomUUID(), saleId: randomUUID(), ...changes };
    await at.till.hold({ accountId: anna.accountId, cardNumber: card, points: 100, ...asked });
    return asked;
  };
  const expectGoodwillCause = (opId: string, cause: string) => {
    laterChecks.push(async (db) => {
      expect(await db.query("SELECT detail->>'cause' AS cause FROM finding WHERE op_id = $1 AND kind = 'goodwill'", [opId])).toEqual([{ cause }]);
    });
  };

  describe('returns', () => {
    it('books a return once, whatever operation it comes in, and leaves the rest returnable', async () => {
      const before = await points();
      const sale = testSale(at.central.compiled, { customer: anna });
      await push('sale-committed', sale);
      const part = testReturn(sale, [], { 1: 1_000 });
      expect(await push('return-committed', part)).toMatchObject({ verdict: 'applied' });
      const between = await points();
      expect(await push('return-committed', part)).toMatchObject(parked('return-repeated'));
      expect(await points()).toBe(between);
      expect(await push('return-committed', testReturn(sale, [part.result]))).toMatchObject({ verdict: 'applied' });
      expect(await points()).toBe(before);
    });

    it('books a return once that waited twice for its sale', async () => {
      const before = await points();
      const sale = testSale(at.central.compiled, { customer: anna });
      const part = testReturn(sale, [], { 1: 1_000 });
      await push('return-committed', part);
      await push('return-committed', part);
      await push('sale-committed', sale);
      expect(await points()).toBe(before + sale.result.pointsEarned - part.result.pointsTakenBack);
      expect(await at.central.report()).toMatchObject({ waiting: 0 });
    });

    it('takes no more back than is left, within one batch too', async () => {
      const before = await points();
      const sale = testSale(at.central.compiled, { customer: anna });
      const journal = testJournal();
      journal.append('sale-committed', sale);
      journal.append('return-committed', testReturn(sale));
      journal.append('return-committed', testReturn(sale));
      const { body } = await at.till.push(journal);
      expect(body.verdicts.map(({ verdict, reason }) => reason ?? verdict)).toEqual(['applied', 'applied', 'return-exceeds-sale']);
      expect(await points()).toBe(before);
    });

    it.each(['in one batch', 'in two'])('undoes only what was booked for a sale with a defect, %s', async (batches) => {
      const before = await points();
      const honest = testSale(at.central.compiled, { customer: anna });
      const [milk, bread] = honest.result.lines;
      // its lines say that 5,000 points had paid, and that it earned 9,999
      const tampered: SaleCommitted = { ...honest, result: { ...honest.result, lines: [{ ...milk!, pointsSpent: 5_000, pointsEarned: 9_999 }, bread!] } };
      const journal = testJournal();
      journal.append('sale-committed', tampered);
      const returned = testReturn(tampered);
      expect(returned.result).toMatchObject({ pointsGivenBack: 5_000, pointsTakenBack: 9_999 + bread!.pointsEarned });
      if (batches === 'in two') await at.till.push(journal);
      journal.append('return-committed', returned);
      const { body } = await at.till.push(journal);
      expect(body.verdicts.map(({ reason }) => reason)).toEqual(['defect', 'defect']);
      expect(await points()).toBe(before);
    });

    it('takes no more points back than its lines had earned, whatever it says', async () => {
      const before = await points();
      const sale = testSale(at.central.compiled, { customer: anna });
      const other = testSale(at.central.compiled, { customer: anna });
      await push('sale-committed', other);
      await push('sale-committed', sale);
      const part = testReturn(sale, [], { 2: 1_000 });
      expect(part.result.pointsTakenBack).toBeLessThan(sale.result.pointsEarned);
      expect(await push('return-committed', withResult(part, { pointsTakenBack: sale.result.pointsEarned }))).toMatchObject(parked('defect'));
      expect(await points()).toBe(before + other.result.pointsEarned + sale.result.pointsEarned - part.result.pointsTakenBack);
    });

    it('books the points of a return to no other account than the one of its sale', async () => {
      const sale = testSale(at.central.compiled, { customer: anna });
      await push('sale-committed', sale);
      const before = { anna: await points(), boris: await points(boris.accountId), defects: await defects() };
      expect(await push('return-committed', { ...testReturn(sale), accountId: boris.accountId })).toMatchObject(parked('defect'));
      expect({ anna: await points(), boris: await points(boris.accountId), defects: await defects() }).toEqual({ ...before, defects: before.defects + 1 });
    });

    it('reports effects that the return does not give, and books what it gives', async () => {
      const before = await points();
      const sale = testSale(at.central.compiled, { customer: anna });
      await push('sale-committed', sale);
      expect(await push('return-committed', { ...testReturn(sale), effects: [] })).toMatchObject(parked('defect'));
      expect(await points()).toBe(before);
    });

    it('reports a return of goods that the sale has not, and leaves the others returnable', async () => {
      const before = { points: await points(), defects: await defects() };
      const sale = testSale(at.central.compiled, { customer: anna });
      await push('sale-committed', sale);
      const all = testReturn(sale);
      const [line] = all.result.lines;
      expect(await push('return-committed', withResult({ ...all, returnId: randomUUID() }, { lines: [line!, { ...line!, lineId: '99' }] }))).toMatchObject(parked('return-invalid'));
      expect(await push('return-committed', all)).toMatchObject({ verdict: 'applied' });
      expect({ points: await points(), defects: await defects() }).toEqual({ ...before, defects: before.defects + 1 });
    });
  });

  describe('identities', () => {
    it.each(['journal-opened', 'sale-cancelled', 'sale-committed', 'return-committed'])('reports a %s that states another till', async (kind) => {
      const { tillId: _tillId, ...sale } = testSale(at.central.compiled);
      const { programmeId, saleId, storeId, time } = sale;
      const known = testSale(at.central.compiled);
      await push('sale-committed', known);
      const payloads: Record<string, object> = {
        'journal-opened': opened, 'sale-cancelled': { programmeId, saleId, storeId, time }, 'sale-committed': sale, 'return-committed': testReturn(known),
      };
      const before = await defects();
      expect(await push(kind, { ...payloads[kind], tillId: 'till-9' })).toMatchObject(parked('defect'));
      expect(await defects()).toBe(before + 1);
    });

    it('parks what belongs to another programme, and books nothing of it', async () => {
      const { holdId, saleId } = await hold();
      const before = await points();
      const sale = testSale(at.central.compiled, { customer: anna });
      expect(await push('sale-committed', { ...testSale(at.central.compiled, { saleId, customer: anna }), programmeId: 'other' })).toMatchObject(parked('account-unknown'));
      expect(await push('hold-released', { ...testRelease(holdId, anna), programmeId: 'other' })).toMatchObject(parked('account-unknown'));
      await push('sale-committed', sale);
      expect(await push('return-committed', { ...testReturn(sale), programmeId: 'other' })).toMatchObject(parked('account-unknown'));
      expect(await points()).toBe(before + sale.result.pointsEarned);
      await push('hold-released', testRelease(holdId, anna));
    });

    it("reports a customer's discount without an account, and an account without a customer", async () => {
      const gold = testSale(at.central.compiled, { customer: boris });
      const { accountId: _accountId, ...hidden } = gold;
      const before = await defects();
      expect(await push('sale-committed', { ...hidden, effects: [] })).toMatchObject(parked('defect'));
      const anonymous = testSale(at.central.compiled);
      expect(await push('sale-committed', { ...anonymous, accountId: anna.accountId })).toMatchObject(parked('defect'));
      expect(await defects()).toBe(before + 2);
    });

    it('reports another sale under the id of one that it has, and not the same sale again', async () => {
      const sale = testSale(at.central.compiled, { customer: anna });
      const journal = testJournal();
      journal.append('sale-committed', sale);
      await at.till.push(journal);
      const before = { points: await points(), defects: await defects() };
      expect(await push('sale-committed', sale)).toMatchObject(parked('sale-repeated'));
      expect({ points: await points(), defects: await defects() }).toEqual(before);
      const other = await at.central.enrolTill('till-2');
      expect(await pushOne(other, 'sale-committed', { ...testSale(at.central.compiled, { saleId: sale.saleId, customer: anna }), tillId: 'till-2' })).toMatchObject(parked('sale-repeated'));
      const again = journal.append('sale-committed', { ...sale, receipt: { number: '77' } });
      expect((await at.till.push(journal, [again])).body.verdicts).toMatchObject([parked('sale-repeated')]);
      expect({ points: await points(), defects: await defects() }).toEqual({ ...before, defects: before.defects + 2 });
    });

    it('reports as drift what a till finishes once more under another journal: it was restored', async () => {
      const sale = testSale(at.central.compiled, { customer: anna });
      await push('sale-committed', sale);
      const [before, { findings: { drift } }] = [{ points: await points(), defects: await defects() }, await at.central.report()];
      expect(await push('sale-committed', { ...sale, receipt: { number: '78' } })).toMatchObject(parked('sale-repeated'));
      expect({ points: await points(), defects: await defects() }).toEqual(before);
      expect((await at.central.report()).findings.drift).toBe(drift + 1);
    });

    it('takes no operation id that the centre gives to its own postings', async () => {
      const { holdId } = await hold({ holdSeconds: 60 });
      const before = await points();
      for (const opId of [`hold:${holdId}`, `hold-end:${holdId}`, `opening:${anna.accountId}`]) {
        expect(await push('sale-committed', testSale(at.central.compiled, { customer: anna }), opId)).toMatchObject({ status: 422 });
      }
      // the hold still ends
      await push('hold-released', testRelease(holdId, anna));
      expect(await points()).toBe(before + 100);
    });
  });

  describe('holds', () => {
    it('spends no hold of another sale, and leaves it to that sale', async () => {
      const spare = await hold({ accountId: boris.accountId, cardNumber: boris.cards[0]!.number, points: 0 });
      const sale = testSale(at.central.compiled, { customer: boris, availablePoints: 500, redeem: { holdId: spare.holdId, points: 50 } });
      const { opId } = await push('sale-committed', sale);
      expectGoodwillCause(opId, 'clone');
      laterChecks.push(async (db) => expect(await db.query('SELECT state FROM hold WHERE hold_id = $1', [spare.holdId])).toEqual([{ state: 'active' }]));
    });

    it('says of goodwill that the hold was released, and of a hold that was spent too late that it had expired', async () => {
      const poor = issued.accountId;
      const holdId = randomUUID();
      await push('hold-released', { ...testRelease(holdId, issued), saleId: 'sale-released' });
      const spend = (saleId: string, held: string, redeemed: number) => testSale(at.central.compiled, {
        saleId, customer: { ...issued, cards: [{ ...issued.cards[0]!, state: 'active' }] }, availablePoints: 10_000, milk: 40, redeem: { holdId: held, points: redeemed },
      });
      expect(await points(poor)).toBe(500);
      expectGoodwillCause((await push('sale-committed', spend('sale-released', holdId, 600))).opId, 'risk-policy');

      const late = await hold({ holdSeconds: 60 });
      at.central.clock.nowMs += 61_000;
      await push('sale-committed', testSale(at.central.compiled, { saleId: late.saleId, customer: anna, redeem: { holdId: late.holdId, points: 100 } }));
      laterChecks.push(async (db) => expect(await db.query('SELECT state FROM hold WHERE hold_id = $1', [late.holdId])).toEqual([{ state: 'expired' }]));
    });
  });

  describe('values', () => {
    it('parks a sale whose text has half a surrogate pair, and goes on with the journal', async () => {
      const before = await points();
      const honest = testSale(at.central.compiled, { customer: anna });
      const [promotion] = honest.result.promotions;
      const journal = testJournal();
      journal.append('sale-committed', { ...honest, result: { ...honest.result, promotions: [{ ...promotion!, name: { ru: '\ud800' } }] } });
      journal.append('sale-committed', testSale(at.central.compiled, { customer: anna }));
      const { body } = await at.till.push(journal);
      expect(body.verdicts.map(({ verdict, reason }) => reason ?? verdict)).toEqual(['defect', 'applied']);
      expect(await points()).toBe(before + 2 * honest.result.pointsEarned);
    });

    it('parks a payload that is nested without end', async () => {
      expect(await push('sale-committed', '['.repeat(500_000))).toMatchObject(parked('unknown-operation'));
      expect(await push('sale-committed', `${'['.repeat(500_000)}${']'.repeat(500_000)}`)).toMatchObject(parked('unknown-operation'));
    });

    it('books no more than an account can hold, so that tills can go on reading it', async () => {
      const generous = testSale(compileTestBundle(testBundle({ serial: 99 })), { customer: rich });
      const pointsEarned = 500;
      const sale: SaleCommitted = {
        ...generous, result: { ...generous.result, pointsEarned }, effects: [{ bucket: 'available', points: pointsEarned }, { bucket: 'earned', points: -pointsEarned }],
      };
      expect(await push('sale-committed', sale)).toMatchObject(parked('defect'));
      expect(await points(rich.accountId)).toBe(maxAmount);
    });
  });

  it('leaves a ledger in which every operation sums to zero and every account is the sum of its postings', async () => {
    await at.central.stop();
    await inspect(at.central.home, async (db) => {
      expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
      for (const check of laterChecks) await check(db);
    });
  });
});
