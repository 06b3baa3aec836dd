/** Every right that somebody may have with a second person's approval: the call that asks for it, refused in each way that it can be, and done with both persons in the journal. */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultRoles } from '../../../agent/domain/operators/default-roles.ts';
import { sealFor } from '../../../agent/storage/journal/sealed-box.ts';
import { accountOf, cardNumber, manyMilks, twoMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi } from '../kit/test-api.ts';
import { testPin } from '../kit/test-people.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Right } from '../../../agent/domain/operators/right.ts';
import type { Till } from '../../../agent/usecases/till.ts';
import type { CallAnswer } from '../kit/http-call.ts';
import type { TestApi } from '../kit/test-api.ts';

let api: TestApi;
let keys = 0;
const publicKey = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const milkIsBack = (refundMinor: number) => ({ baseRevision: 0, blind: { reason: 'no receipt', lines: [{ sku: 'milk', quantityMilli: 1_000, refundMinor }] } });

const bundle: Partial<Bundle> = {
  questionnaires: [{ id: 'club', name: { ru: 'Клуб' }, questions: [{ kind: 'text', id: 'city', label: { ru: 'Город' } }] }],
  adjustments: { reasons: [{ id: 'complaint', name: { ru: 'Жалоба' } }], maxPointsPerOperation: 500, maxPointsPerManagerAndDay: 800 },
  phoneConfirmation: { when: 'deferred', codeDigits: 4, validMinutes: 10 },
  returns: { pointsPolicy: 'allow_negative', blind: { maxRefundMinor: 50_000, points: 'none' } },
  limits: [{ kind: 'look-ups', id: 'fishing', name: { ru: 'Просмотры' }, level: 'refuse', most: 1 }],
};

beforeEach(async () => {
  const change = (till: Till): Till => ({
    ...till,
    sealer: { seal: (text) => ({ blob: sealFor(publicKey, text), sealedTo: 'key-1' }) },
    directory: { ...till.directory, requestCode: () => Promise.resolve({ outcome: 'sent', codeDigits: 4, expiresAtMs: till.clock.now().atMs + 600_000, phoneEnding: '4567' }) },
  });
  api = await startTestApi({ withRoles: true, bundle, change });
  api.test.snapshot([accountOf(1), accountOf(2, {}, 'issued'), accountOf(3), accountOf(4), accountOf(5, {}, 'issued')]);
});
afterEach(() => api.close());

interface Asked {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST';
  readonly path: string;
  readonly body?: object;
}
interface Case {
  readonly right: Right;
  readonly who: string;
  readonly prepare?: (as: Record<string, string>) => Promise<unknown>;
  /** The call, and another one of the same right */
  readonly calls: () => readonly [Asked, Asked];
  /** Kind of the operation that it journals; absent where it journals none */
  readonly kind?: string;
  /** Who does it alone is refused for another reason than the right */
  readonly alone?: { readonly status: number; readonly code: string };
}

const post = (path: string, body: object): Asked => ({ method: 'POST', path, body });
const both = (path: string, one: object, other: object) => (): readonly [Asked, Asked] => [post(path, one), post(path, other)];
const session = async (user: string): Promise<Record<string, string>> => ({ 'x-operator-session': String((await api.call('POST', '/v1/session', { body: { user, pin: testPin } })).body['sessionToken']) });
const send = async ({ method, path, body }: Asked, headers: Record<string, string>, key = `k-${(keys += 1)}`): Promise<CallAnswer> =>
  await api.call(method, path, { ...(body === undefined ? {} : { body }), headers: { ...headers, ...(method === 'POST' ? { 'idempotency-key': key } : {}) } });
const done = async (asked: Asked, headers: Record<string, string>): Promise<CallAnswer> => {
  const answer = await send(asked, headers);
  if (answer.status !== 200) throw new Error(`${asked.path}: ${answer.text}`);
  return answer;
};
const sold = async (saleId: string, as: Record<string, string>) => {
  await done({ method: 'PUT', path: `/v1/sales/${saleId}`, body: { baseRevision: 0, lines: twoMilks, customer: { code: cardNumber(1) } } }, as);
  await done(post(`/v1/sales/${saleId}/commit`, { revision: 1, receipt: { number: saleId } }), as);
};
const opened = async (saleId: string, as: Record<string, string>) =>
  await done({ method: 'PUT', path: `/v1/sales/${saleId}`, body: { baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1), identifiedBy: 'typed' } } }, as);
const parked = async (as: Record<string, string>) => {
  await sold('p-1', as);
  const { outbox, journal } = api.test.store;
  const { seq } = journal.head();
  outbox.settle({ epoch: 'e', seq, hash: outbox.hashAt(seq)! }, [{ seq, state: 'parked', reason: 'account-unknown' }]);
  parkedOpId = journal.operation(seq)!.opId;
};
let parkedOpId = '';
const voided = (reason: string) => post(`/v1/journal/${parkedOpId}/resolve`, { repair: 'void', reason });

const cases: readonly Case[] = [
  { right: 'card-issue', who: 'asel', calls: both('/v1/cards/issue', { form: 'plastic', cardNumber: cardNumber(50) }, { form: 'plastic', cardNumber: cardNumber(51) }), kind: 'card-issued' },
  { right: 'card-activate', who: 'asel', calls: both('/v1/cards/activate', { cardNumber: cardNumber(2) }, { cardNumber: cardNumber(5) }), kind: 'card-activated' },
  { right: 'card-bind', who: 'asel', calls: both('/v1/cards/bind', { cardNumber: cardNumber(52), accountId: 'account-1' }, { cardNumber: cardNumber(53), accountId: 'account-1' }), kind: 'card-bound' },
  { right: 'card-replace', who: 'asel', calls: both('/v1/cards/replace', { cardNumber: cardNumber(1), newCardNumber: cardNumber(54), reason: 'lost' }, { cardNumber: cardNumber(3), newCardNumber: cardNumber(55), reason: 'lost' }), kind: 'card-replaced' },
  { right: 'card-block', who: 'asel', calls: both('/v1/cards/block', { cardNumber: cardNumber(1), reason: 'lost' }, { cardNumber: cardNumber(3), reason: 'lost' }), kind: 'card-blocked' },
  {
    right: 'card-unblock', who: 'samal', kind: 'card-unblocked',
    prepare: async (as) => { for (const serial of [1, 3]) await done(post('/v1/cards/block', { cardNumber: cardNumber(serial), reason: 'lost' }), as); },
    calls: both('/v1/cards/unblock', { cardNumber: cardNumber(1), reason: 'found' }, { cardNumber: cardNumber(3), reason: 'found' }),
  },
  {
    right: 'customer-change', who: 'asel', kind: 'customer-changed',
    calls: () => [{ method: 'PATCH', path: '/v1/customers/account-1', body: { givenName: 'Анна' } }, { method: 'PATCH', path: '/v1/customers/account-3', body: { givenName: 'Яна' } }],
  },
  { right: 'customer-change', who: 'asel', calls: both('/v1/customers/account-1/verify', { phone: '8 701 123 45 67' }, { phone: '8 701 123 45 68' }) },
  {
    right: 'cancel-finished-sale', who: 'asel', prepare: async (as) => { for (const id of ['s-1', 's-2']) await sold(id, as); },
    calls: () => [post('/v1/sales/s-1/cancel', { revision: 1 }), post('/v1/sales/s-2/cancel', { revision: 1 })], kind: 'return-committed',
  },
  { right: 'return-blind', who: 'asel', calls: () => [{ method: 'PUT', path: '/v1/returns/r-1', body: milkIsBack(400) }, { method: 'PUT', path: '/v1/returns/r-2', body: milkIsBack(500) }] },
  {
    right: 'return-blind', who: 'samal', kind: 'blind-return-committed',
    prepare: async () => { const as = await session('marat'); for (const id of ['r-1', 'r-2']) await done({ method: 'PUT', path: `/v1/returns/${id}`, body: milkIsBack(400) }, as); },
    calls: () => [post('/v1/returns/r-1/commit', { revision: 1, receipt: { number: '7' } }), post('/v1/returns/r-2/commit', { revision: 1, receipt: { number: '8' } })],
  },
  { right: 'reconcile', who: 'asel', calls: () => [{ method: 'GET', path: '/v1/reconciliation' }, { method: 'GET', path: '/v1/reconciliation?date=2026-11-21' }] },
  { right: 'reconcile', who: 'asel', calls: both('/v1/reconciliation', {}, { date: '2026-11-22' }), kind: 'shift-reconciled' },
  { right: 'points-adjust', who: 'samal', calls: both('/v1/customers/account-1/adjust', { points: 100, reason: 'complaint' }, { points: 200, reason: 'complaint' }), kind: 'points-adjusted' },
  { right: 'journal-resolve', who: 'samal', prepare: async (as) => await parked(as), calls: () => [voided('wrong card'), voided('wrong day')], kind: 'operation-resolved' },
  { right: 'journal-resolve', who: 'timur', prepare: async () => await parked(await session('samal')), calls: () => [voided('wrong card'), voided('wrong day')], kind: 'operation-resolved' },
  ...['asel', 'samal', 'marat'].map((who): Case => ({
    right: 'limit-override', who, alone: { status: 409, code: 'limit-reached' }, kind: 'limit-hit',
    prepare: async (as) => await done(post('/v1/identify', { code: cardNumber(2) }), as),
    calls: both('/v1/identify', { code: cardNumber(1) }, { code: cardNumber(3) }),
  })),
  ...['asel', 'samal', 'marat'].map((who): Case => ({
    right: 'identity-override', who, alone: { status: 409, code: 'redemption-refused' },
    prepare: async (as) => { for (const id of ['t-1', 't-2']) await opened(id, as); },
    calls: () => [post('/v1/sales/t-1/redemption', { revision: 1, points: 10 }), post('/v1/sales/t-2/redemption', { revision: 1, points: 10 })],
  })),
];

const approve = async (as: Record<string, string>, right: Right, changes: object = {}) => await api.call('POST', '/v1/overrides', { body: { user: bossOf(as), pin: testPin, right, reason: 'seen by me', ...changes }, headers: as });
/** A manager cannot approve for themselves: another one does. */
const bossOf = (as: Record<string, string>) => (as['who'] === 'marat' ? 'dana' : 'marat');
/** Another right that the same person may get with approval; a technician gets one alone. */
const otherRightOf = (who: string, right: Right): Right => (who === 'timur' ? 'card-block' : right === 'limit-override' ? 'identity-override' : 'limit-override');
const lastBody = () => api.test.written().at(-1)!;

describe('a call that needs a second person', () => {
  it('there is a case for every right and role of the table', () => {
    const users = { cashier: 'asel', senior: 'samal', manager: 'marat', technician: 'timur' } as const;
    const needed = defaultRoles.flatMap(({ id, withApproval }) => withApproval.map((right) => `${users[id as keyof typeof users]} ${right}`));
    const covered = new Set(cases.map(({ who, right }) => `${who} ${right}`));
    expect(needed.filter((pair) => !covered.has(pair) && !(pair.startsWith('samal ') && covered.has(pair.replace('samal', 'asel'))))).toEqual([]);
  });

  it.each(cases.map((one) => [one.right, one.who, one.calls()[0].path.replace(/\/v1\//u, ''), one] as const))('%s by %s (%s)', async (right, who, _path, { prepare, calls, kind, alone }) => {
    const as = { ...(await session(who)), who };
    await prepare?.(as);
    const [asked, other] = calls();
    const refused = alone ?? { status: 403, code: 'right-missing' };
    expect(await send(asked, as)).toMatchObject({ status: refused.status, body: { code: refused.code, ...(alone === undefined ? { right, canApprove: true } : {}) } });

    expect(await approve(as, right, { pin: '1111' })).toMatchObject({ status: 401, body: { code: 'sign-in-refused' } });
    expect(await approve(as, right, { user: who })).toMatchObject({ status: 403, body: { code: 'approval-refused' } });
    expect(await approve(as, right, { user: who === 'timur' ? 'asel' : 'timur' })).toMatchObject({ status: 403, body: { code: 'approval-refused' } });

    const withOverride = (overrideId: unknown) => ({ ...as, 'x-override': String(overrideId) });
    expect(await send(asked, withOverride('made-up'))).toMatchObject({ status: 403, body: { code: 'override-invalid' } });
    const wrong = await approve(as, otherRightOf(who, right));
    // Points are asked for under either word of a second person; a look-up is let past a limit alone.
    expect(await send(asked, withOverride(wrong.body['overrideId']))).toMatchObject(right === 'identity-override' ? { status: refused.status } : { status: 403, body: { code: 'override-invalid' } });

    const late = await approve(as, right);
    api.test.nowMs += 5 * 60_000 + 1;
    expect(await send(asked, withOverride(late.body['overrideId']))).toMatchObject({ status: 403, body: { code: 'override-invalid' } });

    const { status, body: { overrideId, approvedBy } } = await approve(as, right);
    expect([status, approvedBy]).toEqual([200, bossOf(as)]);
    expect(lastBody()).toMatchObject({ kind: 'override-approved', payload: { by: { userId: who }, userId: bossOf(as), right, overrideId, reason: 'seen by me' } });
    const key = `once-${right}-${(keys += 1)}`;
    const answer = await send(asked, withOverride(overrideId), key);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    const both = api.test.written().filter((body) => body.kind === kind).map(({ payload }) => ('by' in payload ? payload.by : undefined));
    expect(both.at(-1)).toEqual(kind === undefined ? undefined : { userId: who, approval: { userId: bossOf(as), overrideId } });
    const { seq } = api.test.store.journal.head();
    expect((await send(asked, withOverride(overrideId), key)).status).toBe(200);
    expect(await send(other, withOverride(overrideId))).toMatchObject({ status: 403, body: { code: 'override-invalid' } });
    // Look-ups that go beyond a limit are journalled each time; a change of a person has neither key nor revision.
    const isOnce = right !== 'limit-override' && asked.method !== 'PATCH';
    expect(api.test.store.journal.head().seq).toBe(isOnce ? seq : seq + 1);
  }, 30_000);

  it('an approver who is locked out approves nothing, and nobody else waits for it', async () => {
    const as = await session('asel');
    for (let count = 1; count < 5; count += 1) expect((await approve(as, 'card-block', { pin: '1111' })).status).toBe(401);
    expect(await approve(as, 'card-block', { pin: '1111' })).toMatchObject({ status: 429, body: { code: 'operator-locked', retryAfterMs: 30_000 } });
    expect(await approve(as, 'card-block')).toMatchObject({ status: 429, body: { code: 'operator-locked' } });
    expect((await approve(as, 'card-block', { user: 'dana' })).status).toBe(200);
    expect((await approve(as, 'card-block', { user: 'samal' })).status).toBe(200);
    api.test.nowMs += 30_000;
    expect((await approve(as, 'card-block')).status).toBe(200);
  });

  it('a refused call leaves its approval for another; a call of somebody else cannot have it', async () => {
    const as = await session('asel');
    const { body: { overrideId } } = await approve(as, 'card-block');
    const lifted = { ...as, 'x-override': String(overrideId) };
    expect(await send(post('/v1/cards/block', { cardNumber: cardNumber(90), reason: 'lost' }), lifted)).toMatchObject({ status: 404, body: { code: 'card-unknown' } });
    expect(await send(post('/v1/cards/block', { cardNumber: cardNumber(1), reason: 'lost' }), { 'x-override': String(overrideId) })).toMatchObject({ status: 403, body: { code: 'override-invalid' } });
    expect((await send(post('/v1/cards/block', { cardNumber: cardNumber(1), reason: 'lost' }), lifted)).status).toBe(200);
  });

  it('one approval covers the quote of a return and the commit of that very quote, and no other', async () => {
    const as = await session('asel');
    const given = await approve(as, 'return-blind');
    const lifted = { ...as, 'x-override': String(given.body['overrideId']) };
    const quote = (baseRevision: number, refundMinor: number) => ({ method: 'PUT' as const, path: '/v1/returns/one', body: { ...milkIsBack(refundMinor), baseRevision } });
    expect((await send(quote(0, 400), lifted)).status).toBe(200);
    expect((await send(quote(0, 400), lifted)).status).toBe(200);
    expect(await send(quote(1, 500), lifted)).toMatchObject({ status: 403, body: { code: 'override-invalid' } });
    api.test.nowMs += 10 * 60_000;
    const { seq } = api.test.store.journal.head();
    expect((await send(post('/v1/returns/one/commit', { revision: 1, receipt: { number: '7' } }), lifted)).status).toBe(200);
    expect((await send(post('/v1/returns/one/commit', { revision: 1, receipt: { number: '7' } }), lifted)).status).toBe(200);
    expect(await send(post('/v1/returns/one/commit', { revision: 1, receipt: { number: '8' } }), lifted)).toMatchObject({ status: 403, body: { code: 'override-invalid' } });
    expect(api.test.store.journal.head().seq).toBe(seq + 1);
    expect(lastBody()).toMatchObject({ kind: 'blind-return-committed', payload: { by: { userId: 'asel', approval: { userId: 'marat', overrideId: given.body['overrideId'] } } } });
    expect(api.test.written().filter(({ kind }) => kind === 'override-approved')).toHaveLength(1);
  });

  it('one approval covers a list of cards, each once, in whatever form it is written', async () => {
    const as = await session('asel');
    const cards = [cardNumber(1), cardNumber(2), cardNumber(3)];
    const short = cardNumber(3).slice(-7, -1);
    const { body: { overrideId } } = await approve(as, 'card-block', { subjects: [cards[0], cards[1], short] });
    const lifted = { ...as, 'x-override': String(overrideId) };
    expect(lastBody()).toMatchObject({ kind: 'override-approved', payload: { right: 'card-block', subjects: cards } });
    const block = (card: string, note?: string) => post('/v1/cards/block', { cardNumber: card, reason: 'lost', ...(note === undefined ? {} : { note }) });
    expect(await send(block(cardNumber(4)), lifted)).toMatchObject({ status: 403, body: { code: 'override-invalid' } });
    for (const [index, card] of cards.entries()) expect((await send(block(card), lifted, `list-${index}`)).status).toBe(200);
    expect((await send(block(cards[0]!), lifted, 'list-0')).status).toBe(200);
    expect(await send(block(cards[1]!, 'again'), lifted)).toMatchObject({ status: 403, body: { code: 'override-invalid' } });
    expect(await approve(as, 'return-blind', { subjects: cards })).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/subjects' } });
    expect(await approve(as, 'card-block', { subjects: [] })).toMatchObject({ status: 400 });
    const page = await send({ method: 'GET', path: '/v1/journal?kind=override-approved' }, await session('marat'));
    expect(page.body['entries']).toMatchObject([{ approval: { approvedBy: 'marat', subjects: cards.map((card) => `${card.slice(0, 4)}*******${card.slice(-2)}`) } }]);
  });

  it('nobody signed in: a person at the screen approves, and stands alone in the journal', async () => {
    const { body: { overrideId } } = await approve({}, 'card-block');
    expect((await send(post('/v1/cards/block', { cardNumber: cardNumber(1), reason: 'lost' }), { 'x-override': String(overrideId) })).status).toBe(200);
    expect(lastBody()).toMatchObject({ kind: 'card-blocked', payload: { by: { approval: { userId: 'marat', overrideId } } } });
  });
});
