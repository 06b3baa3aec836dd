/** Cards at their edges, through the local API: whose they are, what stands in their place, and packs where a scheme ends. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, cardNumber, twoMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi, type TestApi } from '../kit/test-api.ts';
import { testPin } from '../kit/test-people.ts';
import type { CardsDone, CardView } from '../../../agent/contract/card.ts';
import type { JournalPage } from '../../../agent/contract/journal.ts';
import type { CallAnswer } from '../kit/http-call.ts';

let api: TestApi;
let keys = 0;
let manager: Record<string, string>;
const sessionOf = async (user: string): Promise<Record<string, string>> => ({ 'x-operator-session': String((await api.call('POST', '/v1/session', { body: { user, pin: testPin } })).body['sessionToken']) });
const post = async (path: string, body: object, as = manager): Promise<CallAnswer> => await api.call('POST', `/v1/${path}`, { body, headers: { ...as, 'idempotency-key': `key-${(keys += 1)}` } });
const get = async (path: string, as = manager): Promise<CallAnswer> => await api.call('GET', `/v1/${path}`, { headers: as });
const cardNow = async (serial: number) => (await get(`cards/${cardNumber(serial)}`)).body as unknown as CardView;
const numbers = (answer: CallAnswer) => (answer.body as unknown as CardsDone).cards.map((card) => card.cardNumber);

beforeEach(async () => {
  api = await startTestApi({ withRoles: true });
  api.test.snapshot([accountOf(1), accountOf(2), accountOf(3), accountOf(4)]);
  manager = await sessionOf('marat');
});
afterEach(() => api.close());

describe('a pack', () => {
  const issue = async (first: string, last: string) => await post('cards/issue', { form: 'plastic', first, last });

  it('counts by serial: the check digit may leap, and go back', async () => {
    const answer = await issue(cardNumber(99), cardNumber(103));
    expect(numbers(answer)).toEqual([99, 100, 101, 102, 103].map(cardNumber));
    expect(new Set(numbers(answer).map((number) => number.at(-1))).size).toBeGreaterThan(2);
  });

  it('ends where the scheme does, and reaches into no other store and no other scheme', async () => {
    expect(numbers(await issue(cardNumber(9_998), cardNumber(9_999)))).toEqual([9_998, 9_999].map(cardNumber));
    const { cardSchemes: [scheme] } = api.test.compiled!.bundle;
    const ofNextStore = `${scheme!.prefix}02${'0'.repeat(scheme!.serialDigits)}`;
    const sum = Array.from(ofNextStore).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
    expect(await issue(cardNumber(9_990), `${ofNextStore}${(10 - (sum % 10)) % 10}`)).toMatchObject({ status: 422, body: { code: 'pack-not-consecutive' } });
    expect(await issue(cardNumber(50), cardNumber(49))).toMatchObject({ status: 422, body: { code: 'pack-not-consecutive' } });
    expect(await issue(cardNumber(50), `${cardNumber(60).slice(0, -1)}${(Number(cardNumber(60).at(-1)) + 1) % 10}`)).toMatchObject({ status: 422, body: { code: 'card-number-wrong', path: '/last', expectedCheckDigit: cardNumber(60).at(-1) } });
  });

  it('has at most 500 cards, all or none of them, in one append', async () => {
    const { seq } = api.test.store.journal.head();
    expect(await issue(cardNumber(100), cardNumber(600))).toMatchObject({ status: 422, body: { code: 'pack-too-large', maxCards: 500, cards: 501 } });
    expect(await issue(cardNumber(1), cardNumber(9_999))).toMatchObject({ status: 422, body: { code: 'pack-too-large', cards: 9_999 } });
    expect(api.test.store.journal.head().seq).toBe(seq);
    const whole = await issue(cardNumber(100), cardNumber(599));
    expect(whole).toMatchObject({ status: 200, body: { operations: { firstSeq: seq + 1, lastSeq: seq + 500 } } });
    expect(await issue(cardNumber(599), cardNumber(700))).toMatchObject({ status: 409, body: { code: 'card-taken', cardNumber: cardNumber(599) } });
    expect(api.test.store.journal.head().seq).toBe(seq + 500);
  });

  it('with a card that is active already activates none', async () => {
    await issue(cardNumber(100), cardNumber(105));
    expect((await post('cards/activate', { cardNumber: cardNumber(103) })).status).toBe(200);
    expect(await post('cards/activate', { first: cardNumber(100), last: cardNumber(105) })).toMatchObject({ status: 409, body: { code: 'card-state-wrong', cardNumber: cardNumber(103), state: 'active' } });
    expect(await cardNow(100)).toMatchObject({ state: 'issued' });
  });
});

describe('a card that was replaced, and its place again', () => {
  const replace = async (old: number, next: number) => await post('cards/replace', { cardNumber: cardNumber(old), newCardNumber: cardNumber(next), reason: 'lost' });
  beforeEach(async () => {
    for (const [old, next] of [[1, 901], [901, 902]] as const) await replace(old, next);
  });

  it('names the card that stands there now, whichever of the row is asked for', async () => {
    for (const serial of [1, 901]) expect(await cardNow(serial)).toMatchObject({ state: 'replaced', replacedBy: cardNumber(902), balance: { availablePoints: 500, spendablePoints: 0 } });
    const last = await cardNow(902);
    expect(last).toMatchObject({ state: 'active', accountId: 'account-1', balance: { availablePoints: 500 } });
    expect(last).not.toHaveProperty('replacedBy');
    expect(await replace(1, 903)).toMatchObject({ status: 409, body: { code: 'card-state-wrong', state: 'replaced', replacedBy: cardNumber(902) } });
    expect(await post('cards/activate', { cardNumber: cardNumber(901) })).toMatchObject({ status: 409, body: { replacedBy: cardNumber(902) } });
  });

  it('also where the centre has told of all of it, and of a row that goes on here', async () => {
    const row = (number: string, next: string) => ({ number, state: 'replaced' as const, replacedBy: next });
    api.test.snapshot([accountOf(1, { cards: [row(cardNumber(1), cardNumber(901)), row(cardNumber(901), cardNumber(902)), { number: cardNumber(902), state: 'active' }] }), accountOf(2)]);
    expect(await cardNow(1)).toMatchObject({ state: 'replaced', replacedBy: cardNumber(902) });
    expect(await cardNow(1)).not.toHaveProperty('tentative');
    expect((await replace(902, 904)).status).toBe(200);
    expect(await cardNow(1)).toMatchObject({ replacedBy: cardNumber(904) });
    expect(await replace(901, 905)).toMatchObject({ status: 409, body: { replacedBy: cardNumber(904) } });
  });

  it('goes back into no place: not its own, not another’s, and a replaced card sells nothing', async () => {
    expect(await replace(902, 902)).toMatchObject({ status: 409, body: { code: 'card-taken', path: '/newCardNumber' } });
    expect(await replace(902, 1)).toMatchObject({ status: 409, body: { code: 'card-taken', path: '/newCardNumber' } });
    expect(await replace(902, 2)).toMatchObject({ status: 409, body: { code: 'card-taken', path: '/newCardNumber' } });
    const { body } = await api.call('PUT', '/v1/sales/old', { body: { baseRevision: 0, lines: twoMilks, customer: { code: cardNumber(1) } } });
    expect(body['customer']).toEqual({ status: 'refused', code: cardNumber(1), reason: 'card-replaced' });
  });
});

describe('blocks', () => {
  it('each is lifted once, by its name; one that is about the customer lets no other card take the place', async () => {
    const blocked = await post('cards/block', { cardNumber: cardNumber(2), reason: 'lost' });
    const [block] = (blocked.body['card'] as CardView).blocks!;
    const lift = async (more: object = {}) => await post('cards/unblock', { cardNumber: cardNumber(2), reason: 'found', ...more });
    expect(await lift({ blockOpId: 'no-such-block' })).toMatchObject({ status: 409, body: { code: 'block-unknown' } });
    expect((await lift({ blockOpId: block!.blockOpId })).body).toMatchObject({ card: { state: 'active' } });
    for (const more of [{ blockOpId: block!.blockOpId }, {}]) expect(await lift(more)).toMatchObject({ status: 409, body: { code: 'block-unknown' } });
    await post('cards/block', { cardNumber: cardNumber(2), reason: 'fraud' });
    expect(await post('cards/replace', { cardNumber: cardNumber(2), newCardNumber: cardNumber(910), reason: 'lost' })).toMatchObject({ status: 409, body: { code: 'card-state-wrong', state: 'blocked' } });
  });

  it('in the middle of a sale: it goes on with what the card was, and spends nothing any more', async () => {
    const put = async (baseRevision: number) => (await api.call('PUT', '/v1/sales/middle', { body: { baseRevision, lines: twoMilks, customer: { code: cardNumber(3) } } })).body;
    expect(await put(0)).toMatchObject({ customer: { status: 'known', cardState: 'active' } });
    await post('cards/block', { cardNumber: cardNumber(3), reason: 'stolen' });
    // neither with the centre in reach nor by what the programme lets go without it
    expect(await post('sales/middle/redemption', { revision: 1, points: 4 }, {})).toMatchObject({ status: 409, body: { code: 'redemption-refused', reason: 'card-not-active' } });
    expect(await put(1)).toMatchObject({ revision: 2, customer: { status: 'known', cardState: 'active' } });
    expect(await post('sales/middle/commit', { revision: 2, receipt: { number: '1' } }, {})).toMatchObject({ status: 200, body: { state: 'committed' } });
    expect((await api.call('PUT', '/v1/sales/next', { body: { baseRevision: 0, lines: twoMilks, customer: { code: cardNumber(3) } } })).body['customer']).toMatchObject({ status: 'refused', reason: 'card-blocked' });
  });

  it('a card that is somebody’s with points is bound to nobody else', async () => {
    expect(await post('cards/bind', { cardNumber: cardNumber(4), accountId: 'account-3' })).toMatchObject({ status: 409, body: { code: 'card-other-account' } });
    expect(await post('cards/bind', { cardNumber: cardNumber(3), accountId: 'account-3' })).toMatchObject({ status: 409, body: { code: 'card-state-wrong', state: 'active' } });
    expect(await post('cards/bind', { cardNumber: cardNumber(911), accountId: 'nobody' })).toMatchObject({ status: 404, body: { code: 'account-unknown' } });
  });
});

describe('all cards of a customer', () => {
  const all = async (as: Record<string, string>) => await get('customers/account-1/cards', as);
  beforeEach(async () => {
    await post('cards/replace', { cardNumber: cardNumber(1), newCardNumber: cardNumber(901), reason: 'lost' });
    await post('cards/bind', { cardNumber: cardNumber(902), accountId: 'account-1' });
    await post('cards/block', { cardNumber: cardNumber(902), reason: 'fraud' });
  });

  it.each(['asel', 'nobody'])('have no number that could be used for %s, only their ends', async (who) => {
    const answer = await all(who === 'nobody' ? {} : await sessionOf(who));
    expect(answer.body['cards']).toEqual([
      { card: `•••• ${cardNumber(1).slice(-4)}`, state: 'replaced', tentative: true, replacedBy: `•••• ${cardNumber(901).slice(-4)}` },
      { card: `•••• ${cardNumber(901).slice(-4)}`, state: 'active', tentative: true },
      { card: `•••• ${cardNumber(902).slice(-4)}`, state: 'blocked', tentative: true, blocks: [expect.objectContaining({ reason: 'fraud' })] },
    ]);
    for (const serial of [1, 901, 902]) expect(answer.text).not.toContain(cardNumber(serial));
  });

  it.each(['samal', 'marat'])('have them for %s, who may block them', async (who) => {
    expect((await all(await sessionOf(who))).body['cards']).toMatchObject([
      { cardNumber: cardNumber(1), replacedBy: cardNumber(901) }, { cardNumber: cardNumber(901) }, { cardNumber: cardNumber(902) },
    ]);
  });

  it('are nobody’s to see for a technician, and of nobody there are none', async () => {
    expect(await all(await sessionOf('timur'))).toMatchObject({ status: 403, body: { code: 'right-missing' } });
    expect(await get('customers/nobody/cards')).toMatchObject({ status: 404, body: { code: 'customer-unknown' } });
  });
});

it('the journal by card and customer is what is in both', async () => {
  await post('cards/bind', { cardNumber: cardNumber(920), accountId: 'account-1' });
  await post('cards/block', { cardNumber: cardNumber(920), reason: 'lost' });
  await post('cards/block', { cardNumber: cardNumber(2), reason: 'lost' });
  const kinds = async (query: string) => ((await get(`journal?${query}`)).body as unknown as JournalPage).entries.map(({ kind }) => kind);
  expect(await kinds(`card=${cardNumber(920)}`)).toEqual(['card-blocked', 'card-bound']);
  expect(await kinds(`card=${cardNumber(920)}&accountId=account-1`)).toEqual(['card-blocked', 'card-bound']);
  expect(await kinds(`card=${cardNumber(920)}&accountId=account-2`)).toEqual([]);
  expect(await kinds(`card=${cardNumber(2)}&accountId=account-1`)).toEqual([]);
  expect(await kinds('accountId=account-2')).toEqual(['card-blocked']);
});
