import { randomUUID } from 'node:crypto';
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../agent/domain/customer/account.ts';
import type { MergeProposal } from '../../../sync/central/merging/proposals.ts';
import type { ProfileView } from '../../../sync/central/profiles/office-profile.ts';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import { testRelease, testSale } from '../kit/test-sale.ts';
import { anna, boris, issued } from '../kit/test-shop.ts';
import { pushOne, type TestTill } from '../kit/test-till.ts';
import { testJournal } from '../kit/test-journal.ts';
import { agrees, profileBundle, pushCustomer } from '../profiles/kit.ts';

let central: TestCentral;
let till: TestTill;
beforeEach(async () => {
  central = await startTestCentral({ bundle: profileBundle() });
  till = await central.enrolTill();
});
afterEach(() => central.close());

const number = '+77011234567';
const registers = async (accountId: string, verified: boolean, change = {}) => {
  const { body } = await pushCustomer(central, till, accountId, { phone: { number, verified }, ...change });
  expect(body.verdicts?.[0]?.verdict).toBe('applied');
};
async function feed(protocol: 1 | 2, cursor = 0, limit = 500, journalId = 'any'): Promise<FeedAnswer> {
  const { body: { epoch } } = await till.get<{ epoch: string }>('/till/v1/ping');
  const { body: page } = await till.get<FeedAnswer>(`/till/v1/feed?journalId=${journalId}&epoch=${epoch}&cursor=${cursor}&limit=${limit}&protocol=${protocol}`);
  return page;
}
const accountOf = async (accountId: string, protocol: 1 | 2 = 2): Promise<Account> => (await feed(protocol)).accounts.find((account) => account.accountId === accountId)!;
const proposals = async (state = 'open') => (await central.admin<{ proposals: MergeProposal[] }>(`merge-proposals?state=${state}`)).body.proposals;
const decide = async (proposalId: number, decision: 'accept' | 'reject') => await central.admin<{ state: string }>(`merge-proposals/${proposalId}/${decision}`, {});

describe('accounts of one verified telephone', () => {
  it('become one: points, cards, tier and person are the survivor\'s, and both change in the feed, the survivor first', async () => {
    await registers(boris.accountId, true, { language: 'kk' });
    await registers(anna.accountId, true, { answers: agrees });
    const page = await feed(2);
    expect(page.accounts.slice(-2).map(({ accountId }) => accountId)).toEqual([anna.accountId, boris.accountId]);
    expect(await accountOf(anna.accountId)).toMatchObject({ tier: 'gold', availablePoints: 1_000, givenName: 'Анна', birthday: '03-14', cards: [...anna.cards, ...boris.cards], mergedIds: [boris.accountId] });
    expect(await accountOf(boris.accountId)).toEqual({ accountId: boris.accountId, tier: 'gold', availablePoints: 0, holds: [], cards: [], purchases: 0, mergedInto: anna.accountId });
    expect((await central.admin<ProfileView>(`profiles/${boris.accountId}`)).body).toMatchObject({ accountId: anna.accountId, profile: { language: 'kk', answers: agrees, phone: { number, verified: true } } });
    expect(await proposals()).toEqual([]);
  });

  it('are shown to a till of the first version without what it does not know', async () => {
    await registers(boris.accountId, true);
    await registers(anna.accountId, true);
    for (const { accountId } of [anna, boris]) {
      const account = await accountOf(accountId, 1);
      expect(account).not.toHaveProperty('mergedIds');
      expect(account).not.toHaveProperty('mergedInto');
    }
  });

  it('stay one for tills that name the one that is gone: sales, holds, releases, names', async () => {
    await pushOne(till, 'sale-committed', testSale(central.compiled, { customer: boris, milk: 10 }));
    const before = (await accountOf(boris.accountId)).availablePoints;
    expect(before).toBeGreaterThan(20);
    const [settled, released] = [{ holdId: randomUUID(), saleId: randomUUID() }, { holdId: randomUUID(), saleId: randomUUID() }];
    for (const hold of [settled, released]) expect((await till.hold({ ...hold, accountId: boris.accountId, cardNumber: boris.cards[0]!.number, points: 10 })).body).toMatchObject({ outcome: 'held' });
    await registers(boris.accountId, true);
    await registers(anna.accountId, true);
    expect(await accountOf(anna.accountId)).toMatchObject({ availablePoints: 1_000 + before - 20, holds: [{ points: 10 }, { points: 10 }] });

    const sale = testSale(central.compiled, { saleId: settled.saleId, customer: boris, availablePoints: before, redeem: { holdId: settled.holdId, points: 10 } });
    expect(await pushOne(till, 'sale-committed', sale)).toMatchObject({ verdict: 'applied' });
    expect(await pushOne(till, 'hold-released', { ...testRelease(released.holdId, boris), saleId: released.saleId })).toMatchObject({ verdict: 'applied' });
    expect(await accountOf(anna.accountId)).toMatchObject({ availablePoints: 1_000 + before - 10 + sale.result.pointsEarned, holds: [], purchases: 2 });
    const late = await till.hold({ accountId: boris.accountId, cardNumber: boris.cards[0]!.number, points: 1_000 });
    expect(late.body).toMatchObject({ outcome: 'held', points: 1_000 });
    await pushCustomer(central, till, boris.accountId, { givenName: 'Борис-Анна' }, { kind: 'customer-changed' });
    expect((await accountOf(anna.accountId)).givenName).toBe('Борис-Анна');
    expect(await central.report()).toMatchObject({ parked: 0, findings: { defect: 0, goodwill: 0 } });
    await central.stop();
    expect(await inspect(central.home, findImbalances)).toEqual({ operations: [], accounts: [] });
  });

  it('stay one when a third one comes, which was there first, and a merge that is asked for again changes nothing', async () => {
    expect((await central.put(`accounts/${issued.accountId}`, { joinedOn: '2020-01-01' }, 'PATCH')).status).toBe(200);
    for (const { accountId } of [anna, boris]) expect((await central.put(`accounts/${accountId}`, { joinedOn: '2021-01-01' }, 'PATCH')).status).toBe(200);
    await registers(boris.accountId, true);
    await registers(anna.accountId, true);
    await registers(issued.accountId, true);
    const whole = { availablePoints: 1_500, joinedOn: '2020-01-01', mergedIds: [anna.accountId, boris.accountId] };
    expect(await accountOf(issued.accountId)).toMatchObject(whole);
    expect((await accountOf(boris.accountId)).mergedInto).toBe(issued.accountId);
    const { cursor } = await feed(2);
    await registers(boris.accountId, true);
    expect(await accountOf(issued.accountId)).toMatchObject(whole);
    // the registration, and the office's word that the number is theirs
    expect((await feed(2)).cursor - cursor).toBeLessThanOrEqual(2);
    expect(await pushOne(till, 'sale-committed', testSale(central.compiled, { customer: boris }))).toMatchObject({ verdict: 'applied' });
    expect((await accountOf(issued.accountId)).purchases).toBe(1);
  });

  it('bring the account that has the points with every page that says a till\'s operation is contained', async () => {
    const { cursor } = await feed(2);
    const journal = testJournal();
    const sale = testSale(central.compiled, { customer: boris });
    journal.append('sale-committed', sale);
    await till.push(journal);
    await registers(boris.accountId, true);
    await registers(anna.accountId, true);
    await pushOne(till, 'sale-committed', testSale(central.compiled, { customer: issued }));
    await central.put(`accounts/${issued.accountId}`, { tier: 'gold' }, 'PATCH');
    for (const protocol of [1, 2] as const) {
      const page = await feed(protocol, cursor, 1, journal.journalId);
      expect(page.through.seq).toBe(1);
      expect(page.accounts.find(({ accountId }) => accountId === anna.accountId)?.availablePoints).toBe(1_000 + sale.result.pointsEarned);
    }
  });
});

describe('accounts of one telephone that is not verified on both sides', () => {
  it('are proposed once; accepted they become one, and the decision stands', async () => {
    await registers(anna.accountId, true);
    await registers(boris.accountId, false);
    const [proposal] = await proposals();
    expect(proposal).toEqual({ proposalId: expect.any(Number), accountId: anna.accountId, otherId: boris.accountId, state: 'open', proposedAtMs: central.clock.nowMs });
    expect((await accountOf(boris.accountId)).cards).toHaveLength(1);
    const decided = [await decide(proposal!.proposalId, 'accept'), await decide(proposal!.proposalId, 'accept')];
    expect(decided.map(({ status, body }) => [status, body.state])).toEqual([[200, 'accepted'], [200, 'accepted']]);
    expect((await accountOf(boris.accountId)).mergedInto).toBe(anna.accountId);
    expect(await decide(proposal!.proposalId, 'reject')).toMatchObject({ status: 409, body: { code: 'merge-decided' } });
    expect(await proposals()).toEqual([]);
  });

  it('are left alone when that is rejected, and not proposed again', async () => {
    await registers(anna.accountId, false);
    await registers(boris.accountId, false);
    const [proposal] = await proposals();
    expect((await decide(proposal!.proposalId, 'reject')).body.state).toBe('rejected');
    await registers(boris.accountId, false, { language: 'en' });
    expect(await proposals()).toEqual([]);
    expect((await accountOf(boris.accountId)).mergedInto).toBeUndefined();
    expect((await decide(99, 'accept')).status).toBe(404);
  });

  it('are one without a decision where the other side is verified later', async () => {
    await registers(anna.accountId, true);
    await registers(boris.accountId, false);
    const [proposal] = await proposals();
    central.clock.nowMs += 60_000;
    await central.put(`profiles/${boris.accountId}`, { phone: { number: '8 701 123 45 67', verified: true } }, 'PATCH');
    expect((await accountOf(boris.accountId)).mergedInto).toBe(anna.accountId);
    expect(await proposals()).toEqual([]);
    expect((await proposals('settled')).map(({ proposalId }) => proposalId)).toEqual([proposal!.proposalId]);
  });
});
