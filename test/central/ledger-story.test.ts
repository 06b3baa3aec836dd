import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../agent/domain/customer/account.ts';
import { applyOperation } from '../../agent/domain/customer/apply-operation.ts';
import { settleDue } from '../../agent/domain/ledger/settle-due.ts';
import { postings as postingsOf } from '../../agent/domain/ledger/effects.ts';
import type { AllowanceReturned, OperationBody, ReturnCommitted, SaleCommitted } from '../../agent/domain/operations/operation.ts';
import { requestHold } from '../../sync/central/holds.ts';
import { runJobs } from '../../sync/central/jobs/run-jobs.ts';
import { openLedger, type OpenLedger } from './kit/open-ledger.ts';
import { pointsReturn, pointsSale, type PointsSaleWish } from './kit/points-sale.ts';
import { dayMs, pointsBundle, timeIn } from './kit/points-shop.ts';
import { anna, testTime } from './kit/test-shop.ts';
import { withoutLast } from './kit/told-account.ts';

const page = readFileSync(new URL('../../docs/spec/ledger.md', import.meta.url), 'utf8');
const story = page.split('\n').filter((line) => /^\| \d+ \|/.test(line)).map((line) => {
  const [day = '', what = '', postings = '', available = '', pending = '', lots = ''] = line.split('|').slice(1, -1).map((cell) => cell.replaceAll('`', '').trim());
  return { day: Number(day), what, postings, available: Number(available), pending, lots };
});

describe('the story of one account in docs/spec/ledger.md', () => {
  let ledger: OpenLedger;
  /** What a till knew on the day of a sale that it tells of later */
  const sales = new Map<string, SaleCommitted>();
  beforeAll(async () => {
    const offline = {
      policy: 'allowance' as const, maxShareBasisPoints: 5_000, maxPointsPerTill: 300, minVisits: 5, visitDays: 366, validSeconds: 86_400, marginSeconds: 3_600, reuseAfterSeconds: 2 * 86_400,
    };
    const bundle = pointsBundle({ birthdayPoints: { points: 50, expiresAfterDays: 30 } });
    ledger = await openLedger({ ...bundle, redemption: { ...bundle.redemption, offline } }, [anna], testTime.instantMs);
  });
  afterAll(async () => await ledger.close());

  const push = async (kind: OperationBody['kind'], payload: SaleCommitted | ReturnCommitted | AllowanceReturned) => {
    const before = await ledger.account(anna.accountId);
    const verdict = await ledger.push(kind, payload, 'own');
    expect(verdict).toBe('applied');
    return applyOperation(before, { kind, schema: 1, payload } as OperationBody);
  };
  const sell = async (name: string, day: number, wish: Partial<PointsSaleWish> = {}) => {
    const account = settleDue(await ledger.account(anna.accountId), timeIn(day).localDate).account;
    const sale = pointsSale(ledger.compiled, { saleId: name, time: timeIn(day), account, ...wish });
    sales.set(name, sale);
    return await push('sale-committed', sale);
  };
  const hold = async (holdId: string, saleId: string) => {
    const reply = await requestHold(ledger, { protocol: 2, holdId, saleId, accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 15, holdSeconds: 604_800 }, ledger.clock.nowMs, 'till-1');
    expect(reply.outcome).toBe('held');
  };
  const takeBack = async (name: string, day: number) => await push('return-committed', pointsReturn(ledger.compiled, sales.get(name)!, `return-${name}`, timeIn(day)));

  /** Answers the account as the till's reducer has it, where a till did something. */
  const steps: Record<string, (day: number) => Promise<Account | void>> = {
    'opening balance': async () => undefined,
    'sale A': async (day) => await sell('A', day),
    'hold of 15': async (day) => await hold(`hold-${day}`, day === 0 ? 'B' : 'never'),
    'sale B spends the hold': async (day) => await sell('B', day, { redeem: { holdId: 'hold-0', points: 15 } }),
    'sale A comes back': async (day) => await takeBack('A', day),
    'sale B came back on day 0': async () => await takeBack('B', 0),
    'sale C': async (day) => await sell('C', day),
    'the hold is let go': async () => {
      const payload = { programmeId: 'test', holdId: 'hold-8', saleId: 'never', accountId: anna.accountId, reason: 'dropped', effects: [] };
      expect(await ledger.push('hold-released', payload, 'release')).toBe('applied');
    },
    'sale D spends 1100 without a hold': async (day) => {
      await sell('D', day, { redeem: { holdId: 'hold-nobody-gave', points: 1100 }, milk: 10 });
    },
    'sale E': async (day) => await sell('E', day),
    'sale F spends 30 of the allowance': async (day) => {
      const [allowance] = (await ledger.account(anna.accountId)).allowances!;
      return await sell('F', day, { redeem: { points: 30, allowance: { allowanceId: allowance!.allowanceId, points: 30 } } });
    },
    'the till gives the rest of it back': async () => {
      const [allowance] = (await ledger.account(anna.accountId)).allowances!;
      const { allowanceId, points } = allowance!;
      const effects = postingsOf({ earned: 0, pending: 0, spent: 0, leased: points });
      return await push('allowance-returned', { programmeId: 'test', allowanceId, accountId: anna.accountId, points, reason: 'recalled', effects });
    },
    jobs: async () => void (await runJobs(ledger, ledger.clock.nowMs)),
  };

  it.each(story)('day $day: $what', async ({ day, what, postings, available, pending, lots }) => {
    ledger.clock.nowMs = testTime.instantMs + day * dayMs;
    const reduced = await steps[what]!(day);
    const booked = (await ledger.newPostings()).map((posting) => posting.replace(/^([a-z-]+):.*: /, '$1: '));
    expect(booked.join('; ')).toBe(postings);
    const account = await ledger.account(anna.accountId);
    expect(account.availablePoints).toBe(available);
    expect((account.pending ?? []).map((lot) => `${lot.points} from ${lot.availableOn}`).join('; ')).toBe(pending);
    expect((account.lots ?? []).map((lot) => `${lot.points} to ${lot.expiresOn ?? ''}`).join('; ')).toBe(lots);
    expect(withoutLast(reduced ?? account)).toEqual(withoutLast(account));
    // op ids come once: a till's is 'own' only for one row of the table
    await ledger.db.query("UPDATE ledger_entry SET op_id = $1 WHERE op_id = 'own'", [`own-${day}-${what}`]);
    await ledger.db.query("UPDATE operation SET op_id = $1 WHERE op_id = 'own'", [`own-${day}-${what}`]);
  });

  it.each([
    ['a posting without an account', "INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms) VALUES ('nobody', 'test', 'available', 5, 'forged', 0)"],
    ['a posting that is moved to no account', "UPDATE ledger_entry SET account_id = 'nobody'"],
    ['an operation without a journal', `INSERT INTO operation (journal_id, seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash, received_at_ms, verdict)
      SELECT 'no journal', seq, 'forged', kind, schema, at_ms, wall_ms, clock, payload, prev, hash, received_at_ms, verdict FROM operation LIMIT 1`],
    ['accounts that are gone', 'DELETE FROM account'],
    ['journals that are gone', 'DELETE FROM journal'],
  ])('is kept by the database from %s', async (_what, forged) => {
    await expect(ledger.db.query(forged)).rejects.toThrow(/names an? (account|journal) that there is not|never deleted|violates foreign key/);
  });

  it('leaves books in which every operation sums to zero and projections are the sums', async () => {
    expect(await ledger.db.query('SELECT op_id FROM audit_ledger GROUP BY op_id HAVING sum(amount_minor) <> 0')).toEqual([]);
    const [row] = await ledger.db.query<{ available: number; pending: number; held: number; leased: number }>(
      `SELECT coalesce(sum(amount_minor) FILTER (WHERE bucket = 'available'), 0)::bigint AS available,
         coalesce(sum(amount_minor) FILTER (WHERE bucket = 'pending'), 0)::bigint AS pending, coalesce(sum(amount_minor) FILTER (WHERE bucket = 'held'), 0)::bigint AS held,
         coalesce(sum(amount_minor) FILTER (WHERE bucket = 'leased'), 0)::bigint AS leased
       FROM audit_ledger`,
    );
    expect(await ledger.db.query('SELECT available_points AS available, pending_points AS pending, held_points AS held, leased_points AS leased FROM account')).toEqual([row]);
  });
});
