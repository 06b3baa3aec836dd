import { afterEach, describe, expect, it } from 'vitest';
import { insertBundle } from '../../../sync/central/bundles.ts';
import type { RootKey } from '../../../sync/central/home/root-key.ts';
import { allowancePolicy, hourMs, leaseBundle, openLeaseShop, type LeaseShop, type LeaseTill } from '../kit/lease-shop.ts';
import { dayMs } from '../kit/points-shop.ts';
import { compileTestBundle } from '../kit/test-sale.ts';
import { anna, boris, issued, manyAccounts, testTime } from '../kit/test-shop.ts';

const none = { granted: 0, toppedUp: 0, renewed: 0, recalled: 0, voided: 0 };

describe('granting of allowances', () => {
  let shop: LeaseShop;
  afterEach(async () => await shop.close());

  const visit = async (till: LeaseTill, times: number, account = anna) => {
    for (let time = 0; time < times; time += 1) expect(await till.sell(await shop.account(account.accountId))).toBe('applied');
  };
  const publish = async (serial: number, redemption: Parameters<typeof leaseBundle>[0]) => {
    const bundle = leaseBundle(redemption, { serial });
    const key: RootKey = { publicKey: '', fingerprint: 'key', sign: () => 'signature', isSigned: () => true, derive: () => Buffer.alloc(32) };
    await shop.db.transaction(async (tx) => await insertBundle(tx, key, JSON.stringify(bundle), compileTestBundle(bundle), shop.clock.nowMs));
  };

  it('sets aside for the most frequent till first, within the share of the balance and the most of one till', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna, boris]);
    const [often, sometimes, once] = [await shop.till('till-a'), await shop.till('till-b'), await shop.till('till-c')];
    await visit(once, 1);
    await visit(sometimes, 2);
    await visit(often, 3);
    await shop.newPostings();
    expect(await shop.jobs()).toEqual({ ...none, granted: 2 });
    const live = await shop.live(anna.accountId);
    expect(Object.fromEntries(live.map(({ tillId, points }) => [tillId, points]))).toEqual({ 'till-a': 300, 'till-b': 200 });
    expect(live.find(({ tillId }) => tillId === 'till-a')).toMatchObject({
      storeId: 'store-1', journalId: often.journal.journalId, state: 'granted', expiresAtMs: testTime.instantMs + 2 * dayMs, reuseAtMs: testTime.instantMs + 4 * dayMs,
    });
    expect(await shop.balance(anna.accountId)).toEqual({ available: 500, leased: 500 });
    expect((await shop.newPostings()).map((posting) => posting.replace(/:.*:/, ':')).sort()).toEqual(['lease: available -200, leased 200', 'lease: available -300, leased 300']);
    expect((await shop.account(anna.accountId)).allowances).toHaveLength(2);
  });

  it('does nothing in a second run, nor in several at once', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna]);
    await visit(await shop.till('till-a'), 2);
    const runs = await Promise.all([shop.jobs(), shop.jobs(), shop.jobs()]);
    expect(runs.reduce((sum, { granted }) => sum + granted, 0)).toBe(1);
    expect(await shop.jobs()).toEqual(none);
    expect(await shop.balance(anna.accountId)).toEqual({ available: 700, leased: 300 });
  });

  it('gives nothing to a customer without an active card, or without points', async () => {
    shop = await openLeaseShop(leaseBundle(), [issued, boris]);
    const till = await shop.till('till-a');
    await visit(till, 3, issued);
    await visit(till, 3, boris);
    expect(await shop.jobs()).toEqual(none);
  });

  it('gives nothing to a till that is revoked, has two branches, was silent, or whose journal is not known since it enrolled', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna]);
    for (const tillId of ['revoked', 'forked', 'silent', 'new']) await visit(await shop.till(tillId), 2);
    await shop.db.query(
      `INSERT INTO quarantined_operation (journal_id, hash, seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, received_at_ms)
       SELECT journal_id, 'other', 2, 'other', 'sale-committed', 1, 0, 0, 'synced', '{}', 'prev', $1 FROM journal WHERE till_id = 'forked'`, [shop.clock.nowMs],
    );
    await shop.db.query("UPDATE till SET revoked_at_ms = 1 WHERE till_id = 'revoked'");
    const long = shop.clock.nowMs - 3 * dayMs;
    await shop.db.query("UPDATE till SET last_contact_ms = $1, enrolled_at_ms = $1 WHERE till_id = 'silent'", [long]);
    await shop.db.query("UPDATE journal SET last_push_ms = $1 WHERE till_id = 'silent'", [long]);
    await shop.db.query("UPDATE till SET enrolled_at_ms = $1 WHERE till_id = 'new'", [shop.clock.nowMs + 1]);
    expect(await shop.jobs()).toEqual(none);
    await visit(await shop.till('good'), 2);
    expect(await shop.jobs()).toEqual({ ...none, granted: 1 });
  });

  it('forgets visits of long ago', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna]);
    await visit(await shop.till('till-a'), 2);
    shop.clock.nowMs += 31 * dayMs;
    await shop.till('till-a');
    expect(await shop.jobs()).toEqual(none);
  });

  it('looks only at accounts that changed since the last run', async () => {
    const many = manyAccounts(40).map((account) => ({ ...account, openingPoints: 100 }));
    shop = await openLeaseShop(leaseBundle(), [anna, ...many]);
    const till = await shop.till('till-a');
    const position = async () => {
      await shop.jobs();
      const [row] = await shop.db.query<{ value: string }>("SELECT value FROM meta WHERE key = 'lease-mark'");
      return (JSON.parse(row!.value) as { position: number }).position;
    };
    const before = await position();
    await visit(till, 2, many[3]);
    // two purchases and the grant itself
    expect(await position() - before).toBe(3);
    expect(await shop.live(many[3]!.accountId)).toHaveLength(1);
  });

  it('tops an allowance up when half of it is gone, under the same id', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna]);
    const till = await shop.till('till-a');
    await visit(till, 2);
    await shop.jobs();
    const [allowance] = await shop.live(anna.accountId);
    const { allowanceId } = allowance!;
    expect(await till.sell(await shop.account(anna.accountId), { points: 160, allowance: { allowanceId, points: 160 } })).toBe('applied');
    await shop.newPostings();
    expect(await shop.jobs()).toEqual({ ...none, toppedUp: 1 });
    expect(await shop.newPostings()).toEqual([`lease:${allowanceId}:1: available -160, leased 160`]);
    expect(await shop.live(anna.accountId)).toMatchObject([{ allowanceId, points: 300, grants: 2, grantedPoints: 460 }]);
    expect(await shop.jobs()).toEqual(none);
  });

  it('renews it in its second half while its till is in contact, with a later end and the same id', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna]);
    const till = await shop.till('till-a');
    await visit(till, 2);
    await shop.jobs();
    const [allowance] = await shop.live(anna.accountId);
    shop.clock.nowMs += 23 * hourMs;
    expect(await shop.jobs()).toEqual(none);
    shop.clock.nowMs += 2 * hourMs;
    expect(await shop.jobs()).toEqual(none);
    await shop.till('till-a');
    expect(await shop.jobs()).toEqual({ ...none, renewed: 1 });
    expect(await shop.live(anna.accountId)).toMatchObject([{ allowanceId: allowance!.allowanceId, expiresAtMs: shop.clock.nowMs + 2 * dayMs, points: 300 }]);
    expect(await shop.jobs()).toEqual(none);
  });

  it('recalls instead of renewing where the customer comes no more', async () => {
    shop = await openLeaseShop(leaseBundle({ offline: { ...allowancePolicy, visitDays: 1 } }), [anna]);
    await visit(await shop.till('till-a'), 2);
    await shop.jobs();
    shop.clock.nowMs += 30 * hourMs;
    await shop.till('till-a');
    expect(await shop.jobs()).toEqual({ ...none, recalled: 1 });
    expect(await shop.live(anna.accountId)).toMatchObject([{ state: 'recalled', cause: 'not-regular' }]);
  });

  it('recalls all when the programme sets nothing aside any more, and grants again under another id when it does', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna]);
    const till = await shop.till('till-a');
    await visit(till, 2);
    await shop.jobs();
    await publish(2, { offline: 'never' });
    expect(await shop.jobs()).toEqual({ ...none, recalled: 1 });
    const [allowance] = await shop.live(anna.accountId);
    expect((await shop.account(anna.accountId)).allowances).toMatchObject([{ recalled: true, points: 300 }]);
    expect(await till.giveBack(allowance!)).toBe('applied');
    expect(await shop.balance(anna.accountId)).toEqual({ available: 1_000, leased: 0 });
    await publish(3, {});
    expect(await shop.jobs()).toEqual({ ...none, granted: 1 });
    const [again] = await shop.live(anna.accountId);
    expect(again!.allowanceId).not.toBe(allowance!.allowanceId);
  });

  it('recalls what is set aside for a customer whose last active card is blocked, and for a till that is revoked', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna, { ...boris, openingPoints: 400 }]);
    await visit(await shop.till('till-a'), 2);
    await visit(await shop.till('till-b'), 2, boris);
    await shop.jobs();
    await shop.db.query("UPDATE card SET state = 'blocked' WHERE account_id = $1", [anna.accountId]);
    await shop.db.query('UPDATE feed_head SET position = position + 1');
    await shop.db.query('UPDATE account SET changed_position = (SELECT position FROM feed_head) WHERE account_id = $1', [anna.accountId]);
    await shop.db.query("UPDATE till SET revoked_at_ms = 1 WHERE till_id = 'till-b'");
    expect(await shop.jobs()).toEqual({ ...none, recalled: 2 });
    expect(await shop.live(anna.accountId)).toMatchObject([{ state: 'recalled', cause: 'card' }]);
    expect(await shop.live(boris.accountId)).toMatchObject([{ state: 'recalled', cause: 'till' }]);
  });

  it('lets points that should have expired go at the next renewal', async () => {
    shop = await openLeaseShop(leaseBundle({}), [{ ...anna, openingPoints: 0 }]);
    await shop.db.query("INSERT INTO points_lot (account_id, lot_id, expires_on, pending, ready) VALUES ($1, 'lot', '2026-11-22', 0, 400)", [anna.accountId]);
    await shop.db.query("INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms) VALUES ($1, 'test', 'available', 400, 'gift', 0), ($1, 'test', 'opening', -400, 'gift', 0)", [anna.accountId]);
    await shop.db.query('UPDATE account SET available_points = 400 WHERE account_id = $1', [anna.accountId]);
    const till = await shop.till('till-a');
    await visit(till, 2);
    await shop.jobs();
    expect(await shop.balance(anna.accountId)).toEqual({ available: 200, leased: 200 });
    shop.clock.nowMs += 25 * hourMs;
    await shop.till('till-a');
    expect(await shop.jobs()).toEqual({ ...none, recalled: 1 });
    expect(await shop.balance(anna.accountId)).toEqual({ available: 0, leased: 200 });
    const [allowance] = await shop.live(anna.accountId);
    expect(allowance).toMatchObject({ cause: 'expiring' });
    await till.giveBack(allowance!);
    await shop.jobs();
    expect(await shop.balance(anna.accountId)).toEqual({ available: 0, leased: 0 });
  });
});
