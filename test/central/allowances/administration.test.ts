import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../agent/domain/customer/account.ts';
import type { AllowanceRecord } from '../../../sync/central/accounts/allowance-record.ts';
import { runJobs } from '../../../sync/central/jobs/run-jobs.ts';
import { createBundleLibrary } from '../../../sync/central/bundle-library.ts';
import type { ParkedEntry } from '../../../sync/central/resolve-parked.ts';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import { leaseBundle } from '../kit/lease-shop.ts';
import { pointsSale } from '../kit/points-sale.ts';
import { testJournal } from '../kit/test-journal.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna, boris, opened, testTime } from '../kit/test-shop.ts';
import { startTestCentral } from '../kit.ts';

describe('allowances and parked spending, for people and tills', () => {
  it('tells tills of the second protocol, recalls for an administrator, and lets them decide on what is parked', async () => {
    const central = await startTestCentral({ bundle: leaseBundle({ honouring: { maxPointsPerReceipt: 40, maxPointsPerTillDay: 1_000, maxPointsPerDay: 1_000 } }), accounts: [anna, boris] });
    const till = await central.enrolTill();
    const journal = testJournal();
    journal.append('journal-opened', opened);
    for (let visits = 0; visits < 2; visits += 1) journal.append('sale-committed', testSale(central.compiled, { customer: anna }));
    const lost = testSale(central.compiled, { customer: boris, availablePoints: 100, redeem: { holdId: randomUUID(), points: 100 } });
    const { opId } = journal.append('sale-committed', lost);
    expect((await till.push(journal)).body.verdicts.at(-1)).toEqual({ seq: 4, verdict: 'parked', reason: 'beyond-caps' });
    await central.stop();
    await inspect(central.home, async (db) => await runJobs({ db, library: createBundleLibrary() }, central.clock.nowMs));

    const again = await startTestCentral({ home: central.home });
    const call = { ...till, get: async <Body>(path: string) => (await (await fetch(again.url + path, { headers: { authorization: `Bearer ${till.token}` } })).json()) as Body };
    const { epoch } = await call.get<{ epoch: string }>('/till/v1/ping');
    const feed = async (protocol: string) => (await call.get<FeedAnswer>(`/till/v1/feed?journalId=${journal.journalId}&epoch=${epoch}&cursor=0${protocol}`)).accounts.find(({ accountId }) => accountId === anna.accountId)!;
    const snapshot = async (protocol: string) => {
      const answer = await fetch(`${again.url}/till/v1/snapshot?journalId=${journal.journalId}${protocol}`, { headers: { authorization: `Bearer ${till.token}`, 'accept-encoding': 'identity' } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
      return text.split('\n').flatMap((line) => (line.includes(`"${anna.accountId}"`) ? [(JSON.parse(line) as { account: Account }).account] : []))[0]!;
    };
    const told = [{ tillId: 'till-1', storeId: 'store-1', journalId: journal.journalId, points: 300 }];
    expect((await feed('&protocol=2')).allowances).toMatchObject(told);
    expect((await snapshot('&protocol=2')).allowances).toMatchObject(told);
    expect(await feed('')).not.toHaveProperty('allowances');
    expect(await snapshot('')).not.toHaveProperty('allowances');
    expect((await feed('')).availablePoints).toBe((await feed('&protocol=2')).availablePoints);

    const path = `accounts/${anna.accountId}/allowances`;
    expect((await again.admin<{ allowances: AllowanceRecord[] }>(path)).body.allowances).toMatchObject([{ state: 'granted', points: 300 }]);
    expect((await again.admin(`${path}/recall`, {})).body).toEqual({ recalled: 1 });
    expect((await again.admin(`${path}/recall`, {})).body).toEqual({ recalled: 0 });
    expect((await feed('&protocol=2')).allowances).toMatchObject([{ recalled: true }]);
    expect(await again.admin('accounts/nobody/allowances')).toMatchObject({ status: 404, body: { code: 'not-found' } });

    expect((await again.admin<{ parked: ParkedEntry[] }>('parked')).body.parked).toMatchObject([{ opId, points: 60, reason: 'beyond-caps', why: 'hold-unknown' }]);
    expect((await again.report()).redemption).toMatchObject({
      leasedPoints: 300, allowances: [{ state: 'recalled', count: 1, points: 300 }], parked: [{ reason: 'beyond-caps', receipts: 1, points: 60 }],
      oldestUnreturned: { tillId: 'till-1', points: 300, sinceMs: again.clock.nowMs },
    });
    expect((await again.admin(`parked/${opId}/accept`, {})).body).toMatchObject({ state: 'accepted' });
    expect(await again.admin(`parked/${opId}/reject`, {})).toMatchObject({ status: 409, body: { code: 'spending-resolved' } });
    expect(await again.report()).toMatchObject({ goodwillPoints: 100, parked: 0, redemption: { parked: [] } });

    const clone = journal.clone(2);
    const account = { ...(await feed('&protocol=2')) };
    const { allowanceId } = account.allowances![0]!;
    clone.append('sale-committed', pointsSale(central.compiled, { saleId: 'cloned', time: testTime, account, redeem: { points: 70, allowance: { allowanceId, points: 70 } } }));
    const push = await fetch(`${again.url}/till/v1/push`, {
      method: 'POST', body: JSON.stringify(till.batch(clone)), headers: { authorization: `Bearer ${till.token}`, 'content-type': 'application/json' },
    });
    expect(((await push.json()) as { verdicts: { verdict: string }[] }).verdicts.at(-1)).toMatchObject({ verdict: 'quarantined' });
    expect((await again.report()).redemption).toMatchObject({ quarantined: { receipts: 1, points: 70, allowancePoints: 70 } });
    await again.stop();
    expect(await inspect(central.home, findImbalances)).toEqual({ operations: [], accounts: [] });
    await central.close();
  });
});
