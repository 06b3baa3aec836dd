/**
 * Rights that hang on what a call asks for, not on its address alone: each in /openapi.json must have a row here (`x-rights`, `x-lifts`, `x-shows-more-to`),
 * and each row is tried by everybody: the four roles, roles that differ in this right alone, nobody, no token, an ended session, till software, and with a second person who may and who may not approve.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defaultRoles } from '../../agent/domain/operators/default-roles.ts';
import { rights } from '../../agent/domain/operators/right.ts';
import { sealFor } from '../../agent/storage/journal/sealed-box.ts';
import { startTestApi, testSoftwareToken } from '../host/kit/test-api.ts';
import { testPeople, testPin } from '../host/kit/test-people.ts';
import { slipsOf } from '../usecases/kit/test-slips.ts';
import { accountOf, cardNumber, manyMilks } from '../usecases/kit/test-till.ts';
import type { Limit } from '../../agent/domain/operators/limit.ts';
import type { Right } from '../../agent/domain/operators/right.ts';
import type { Role } from '../../agent/domain/operators/role.ts';
import type { Till } from '../../agent/usecases/till.ts';
import type { CallAnswer } from '../host/kit/http-call.ts';
import type { TestApi } from '../host/kit/test-api.ts';

type Headers = Record<string, string>;
interface Asked {
  readonly path: string;
  readonly body?: object;
}
/** One try: a number for ids of its own, and a customer whom nobody else's try touches. */
interface Try {
  readonly n: number;
  readonly card: string;
  readonly account: string;
}
type Prepared = [api: TestApi, one: Try, boss: Headers, as: Headers];
interface Row {
  readonly call: string;
  readonly right: Right;
  /** `needs` it; is let past something by it (`lifts`); shows more to who has it (`shows`) */
  readonly how: 'needs' | 'lifts' | 'shows';
  /** Its own right, where the row is about another one */
  readonly own?: Right;
  readonly limit?: Limit;
  /** What must be there before the try: made by somebody who may do everything, or as whoever tries */
  readonly prepare?: (...given: Prepared) => Promise<string | void>;
  readonly ask: (one: Try, prepared: string) => Asked;
  /** Let in, or let past: 200 unless told otherwise */
  readonly isIn?: (answer: CallAnswer) => boolean;
}

const said = { id: 'limit', name: { ru: 'Лимит' }, level: 'refuse' } as const;
const milk = { reason: 'no receipt', lines: [{ sku: 'milk', quantityMilli: 1_000, refundMinor: 400 }] };
const codeOf = (answer: CallAnswer, what: 'returnCode' | 'claimCode') => (answer.body[what] as { code: string }).code;
const ok = (answer: CallAnswer): CallAnswer => {
  if (answer.status !== 200) throw new Error(answer.text);
  return answer;
};
const put = async (api: TestApi, saleId: string, as: Headers, customer?: object) => ok(await api.call('PUT', `/v1/sales/${saleId}`, { headers: as, body: { baseRevision: 0, lines: manyMilks, ...(customer === undefined ? {} : { customer }) } }));
const commit = async (api: TestApi, saleId: string, as: Headers, revision = 1) => ok(await api.call('POST', `/v1/sales/${saleId}/commit`, { headers: as, body: { revision, receipt: { number: saleId } } }));
const sell = async (api: TestApi, saleId: string, as: Headers, customer?: object) => {
  await put(api, saleId, as, customer);
  return await commit(api, saleId, as);
};
const redeem = async (api: TestApi, saleId: string, as: Headers) => ok(await api.call('POST', `/v1/sales/${saleId}/redemption`, { headers: { ...as, 'idempotency-key': `points-${saleId}` }, body: { revision: 1, points: 10 } }));
const sellForPoints = async (api: TestApi, saleId: string, as: Headers, code: string) => {
  await put(api, saleId, as, { code });
  await redeem(api, saleId, as);
  return await commit(api, saleId, as, 2);
};
const lookedUp = async (...[api, , , as]: Prepared) => void (await api.call('POST', '/v1/identify', { headers: as, body: { code: cardNumber(99) } }));
const lookUps: Limit = { ...said, kind: 'look-ups', most: 1 };
const quote = (named: object): Pick<Row, 'ask'> => ({ ask: ({ n }) => ({ path: `/v1/returns/r-${n}`, body: { baseRevision: 0, ...named } }) });
const quoted = (prepare: (...given: Prepared) => Promise<object>): Pick<Row, 'prepare' | 'ask'> => ({
  prepare: async (api, one, boss, as) => void ok(await api.call('PUT', `/v1/returns/r-${one.n}`, { headers: boss, body: { baseRevision: 0, ...(await prepare(api, one, boss, as)) } })),
  ask: ({ n }) => ({ path: `/v1/returns/r-${n}/commit`, body: { revision: 1, receipt: { number: `r-${n}` } } }),
});
const sold = async (...[api, { n }, boss]: Prepared) => codeOf(await sell(api, `s-${n}`, boss), 'returnCode');
const withClaim = async (...[api, { n }, boss]: Prepared) => codeOf(await sell(api, `s-${n}`, boss), 'claimCode');
const known = (answer: CallAnswer) => (answer.body['customer'] as { status?: string } | undefined)?.status === 'known';
const redeemable = (answer: CallAnswer) => ((answer.body['priced'] as { redeemable?: { maxPoints: number } } | undefined)?.redeemable?.maxPoints ?? 0) > 0;

const rows: readonly Row[] = [
  { call: 'PUT /v1/returns/{returnId}', right: 'return', how: 'needs', prepare: async (...given) => void (await sold(...given)), ask: ({ n }) => ({ path: `/v1/returns/r-${n}`, body: { baseRevision: 0, saleId: `s-${n}` } }) },
  { call: 'PUT /v1/returns/{returnId}', right: 'return-by-slip', how: 'needs', prepare: sold, ask: ({ n }, code) => ({ path: `/v1/returns/r-${n}`, body: { baseRevision: 0, code } }) },
  { call: 'PUT /v1/returns/{returnId}', right: 'return-blind', how: 'needs', ...quote({ blind: milk }) },
  { call: 'POST /v1/returns/{returnId}/commit', right: 'return', how: 'needs', ...quoted(async (...given) => {
    await sold(...given);
    return { saleId: `s-${given[1].n}` };
  }) },
  { call: 'POST /v1/returns/{returnId}/commit', right: 'return-by-slip', how: 'needs', ...quoted(async (...given) => ({ code: await sold(...given) })) },
  { call: 'POST /v1/returns/{returnId}/commit', right: 'return-blind', how: 'needs', ...quoted(() => Promise.resolve({ blind: milk })) },
  { call: 'POST /v1/sales/{saleId}/cancel', right: 'sale', how: 'needs', prepare: async (api, { n }, boss) => void (await put(api, `s-${n}`, boss)), ask: ({ n }) => ({ path: `/v1/sales/s-${n}/cancel`, body: { revision: 1 } }) },
  { call: 'POST /v1/sales/{saleId}/cancel', right: 'cancel-finished-sale', how: 'needs', prepare: async (api, { n }, boss) => void (await sell(api, `s-${n}`, boss)), ask: ({ n }) => ({ path: `/v1/sales/s-${n}/cancel`, body: { revision: 1 } }) },
  { call: 'POST /v1/claims', right: 'points-claim', how: 'needs', prepare: withClaim, ask: ({ card }, code) => ({ path: '/v1/claims', body: { code, card } }) },
  { call: 'POST /v1/claims', right: 'customer-register', how: 'needs', prepare: withClaim, ask: ({ n }, code) => ({ path: '/v1/claims', body: { code, registration: { phone: { number: `8701${1_000_000 + n}` } } } }) },

  { call: 'POST /v1/identify', right: 'limit-override', how: 'lifts', own: 'identify', limit: lookUps, prepare: lookedUp, ask: ({ card }) => ({ path: '/v1/identify', body: { code: card } }) },
  { call: 'GET /v1/cards/{number}', right: 'limit-override', how: 'lifts', own: 'customer-look-up', limit: lookUps, prepare: lookedUp, ask: ({ card }) => ({ path: `/v1/cards/${card}` }) },
  { call: 'GET /v1/cards/{number}/slip', right: 'limit-override', how: 'lifts', own: 'identify', limit: lookUps, prepare: lookedUp, ask: ({ card }) => ({ path: `/v1/cards/${card}/slip` }) },
  { call: 'GET /v1/customers', right: 'limit-override', how: 'lifts', own: 'customer-look-up', limit: lookUps, prepare: lookedUp, ask: ({ n }) => ({ path: `/v1/customers?phone=8702${1_000_000 + n}` }) },
  { call: 'GET /v1/customers/{accountId}/cards', right: 'limit-override', how: 'lifts', own: 'customer-look-up', limit: lookUps, prepare: lookedUp, ask: ({ account }) => ({ path: `/v1/customers/${account}/cards` }) },
  { call: 'PUT /v1/sales/{saleId}', right: 'limit-override', how: 'lifts', own: 'sale', limit: { ...said, kind: 'card-uses', most: 1 }, isIn: known, prepare: async (api, { n, card }, boss) => void (await sell(api, `before-${n}`, boss, { code: card })), ask: ({ n, card }) => ({ path: `/v1/sales/s-${n}`, body: { baseRevision: 0, lines: manyMilks, customer: { code: card } } }) },
  { call: 'POST /v1/sales/{saleId}/redemption', right: 'limit-override', how: 'lifts', own: 'redeem', limit: { ...said, kind: 'card-redemptions', most: 1 }, prepare: async (api, { n, card }, boss) => {
    await sellForPoints(api, `before-${n}`, boss, card);
    await put(api, `s-${n}`, boss, { code: card });
  }, ask: ({ n }) => ({ path: `/v1/sales/s-${n}/redemption`, body: { revision: 1, points: 10 } }) },
  { call: 'PUT /v1/returns/{returnId}', right: 'limit-override', how: 'lifts', own: 'return', limit: { ...said, kind: 'return-after-redeem', withinMinutes: 60 }, prepare: async (api, { n, card }, boss) => void (await sellForPoints(api, `s-${n}`, boss, card)), ask: ({ n }) => ({ path: `/v1/returns/r-${n}`, body: { baseRevision: 0, saleId: `s-${n}` } }) },
  { call: 'POST /v1/claims', right: 'limit-override', how: 'lifts', own: 'points-claim', limit: { ...said, kind: 'card-claims', most: 1 }, prepare: async (api, one, boss, as) => {
    const before = codeOf(await sell(api, `before-${one.n}`, boss), 'claimCode');
    ok(await api.call('POST', '/v1/claims', { headers: { ...boss, 'idempotency-key': `before-${one.n}` }, body: { code: before, card: one.card } }));
    return await withClaim(api, one, boss, as);
  }, ask: ({ card }, code) => ({ path: '/v1/claims', body: { code, card } }) },
  { call: 'PUT /v1/sales/{saleId}', right: 'identity-override', how: 'lifts', own: 'sale', isIn: redeemable, ask: ({ n, card }) => ({ path: `/v1/sales/s-${n}`, body: { baseRevision: 0, lines: manyMilks, customer: { code: card, identifiedBy: 'typed' } } }) },
  { call: 'POST /v1/sales/{saleId}/redemption', right: 'identity-override', how: 'lifts', own: 'redeem', prepare: async (api, { n, card }, boss) => void (await put(api, `s-${n}`, boss, { code: card, identifiedBy: 'typed' })), ask: ({ n }) => ({ path: `/v1/sales/s-${n}/redemption`, body: { revision: 1, points: 10 } }) },

  { call: 'GET /v1/customers/{accountId}/cards', right: 'card-block', how: 'shows', own: 'customer-look-up', isIn: ({ text }) => text.includes('"cardNumber"'), ask: ({ account }) => ({ path: `/v1/customers/${account}/cards` }) },
];

const all: Pick<Role, 'name' | 'withApproval' | 'approves'> & { rights: Right[] } = { name: { ru: 'Роль' }, rights: [...rights], withApproval: [], approves: [] };
/** Roles that differ in one right alone. */
const hinges = (right: Right): Role[] => {
  const others = rights.filter((one) => one !== right);
  return [
    { ...all, id: 'boss' }, { ...all, id: 'may' }, { ...all, id: 'asks', rights: others, withApproval: [right] }, { ...all, id: 'cannot', rights: others },
    { ...all, id: 'approver', rights: [], approves: [right] }, { ...all, id: 'other', rights: [], approves: others },
  ];
};
const verifier = testPeople[0]!.pin!;
const people = [...testPeople, ...hinges('sale').map(({ id }) => ({ userId: id, name: id, role: id, pin: verifier, cards: [] }))];
const publicKey = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const start = async ({ right, limit }: Pick<Row, 'right' | 'limit'>): Promise<TestApi> => {
  const change = (till: Till): Till => ({ ...till, slips: slipsOf('till-1'), sealer: { seal: (text) => ({ blob: sealFor(publicKey, text), sealedTo: 'key-1' }) } });
  const api = await startTestApi({
    withRoles: true, people, change,
    bundle: {
      roles: [...defaultRoles, ...hinges(right)], limits: limit === undefined ? [] : [limit], claims: { codes: 'always', withinDays: 14 },
      returns: { pointsPolicy: 'allow_negative', blind: { maxRefundMinor: 50_000, points: 'none' } },
      questionnaires: [{ id: 'club', name: { ru: 'Клуб' }, questions: [] }],
    },
  });
  api.test.snapshot(Array.from({ length: 99 }, (_, index) => accountOf(index + 1)));
  return api;
};

let api: TestApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

describe('the table', () => {
  interface Described {
    readonly 'x-right'?: string;
    readonly 'x-rights'?: readonly string[];
    readonly 'x-lifts'?: readonly string[];
    readonly 'x-shows-more-to'?: string;
    readonly responses: Record<string, { description: string }>;
  }
  const calls: { call: string; described: Described }[] = [];
  beforeAll(async () => {
    const one = await start({ right: 'sale' });
    const { paths } = (await one.call('GET', '/openapi.json')).body as unknown as { paths: Record<string, Record<string, Described>> };
    for (const [path, methods] of Object.entries(paths)) for (const [method, described] of Object.entries(methods)) calls.push({ call: `${method.toUpperCase()} ${path}`, described });
    await one.close();
  });
  const named = (how: Row['how']) => rows.filter((row) => row.how === how).map(({ call, right }) => `${call} ${right}`).toSorted();

  it('has a row for each right that a call may need, may be lent, and shows more to', () => {
    const of = (pick: (described: Described) => readonly string[] | undefined) => calls.flatMap(({ call, described }) => (pick(described) ?? []).map((right) => `${call} ${right}`)).toSorted();
    expect(of((described) => described['x-rights'])).toEqual(named('needs'));
    expect(of((described) => described['x-lifts'])).toEqual(named('lifts'));
    expect(of((described) => (described['x-shows-more-to'] === undefined ? [] : [described['x-shows-more-to']]))).toEqual(named('shows'));
  });

  it('knows every call that a limit refuses, and docs/operators.md every right that a call may need', () => {
    const refusing = calls.filter(({ described }) => Object.values(described.responses).some(({ description }) => /\blimit-reached\b/u.test(description)));
    expect(refusing.filter(({ described }) => described['x-lifts']?.includes('limit-override') !== true).map(({ call }) => call)).toEqual([]);
    const page = readFileSync(new URL('../../docs/operators.md', import.meta.url), 'utf8').split('\n');
    for (const { call, described } of calls) for (const right of described['x-rights'] ?? []) expect(page.find((line) => line.startsWith(`| \`${call}\` |`))).toMatch(new RegExp(`\\b${right}\\b`, 'u'));
  });

  it('misses none: rights are judged where a call is let in, and nowhere beside it', () => {
    const agent = new URL('../../agent/', import.meta.url);
    const judging = readdirSync(agent, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && /judge-right\.ts'/u.test(readFileSync(new URL(path, agent), 'utf8')));
    expect(judging.toSorted()).toEqual(['host/api/admission.ts', 'usecases/operators/admit.ts', 'usecases/operators/approve.ts', 'usecases/operators/sign-in.ts']);
  });
});

describe.each(rows.map((row) => [`${row.call} ${row.how} ${row.right}`, row] as const))('%s', (_name, row) => {
  const isIn = row.isIn ?? (({ status }) => status === 200);
  const roles = [...defaultRoles, ...hinges(row.right)];
  const roleOf = (user: string | undefined) => roles.find(({ id }) => id === (people.find(({ userId }) => userId === user)?.role ?? 'cashier'))!;
  const cashier = roleOf(undefined);
  let tries = 0;
  let boss: Headers = {};

  const session = async (user: string): Promise<Headers> => ({ 'x-operator-session': String(ok(await api!.call('POST', '/v1/session', { body: { user, pin: testPin } })).body['sessionToken']) });
  const gate = (answer: CallAnswer): string => (answer.status === 401 || answer.status === 403 ? `${answer.status} ${String(answer.body['code'])}${typeof answer.body['canApprove'] === 'boolean' ? ` ${String(answer.body['canApprove'])}` : ''}` : isIn(answer) ? 'in' : 'not');
  const approve = async (as: Headers, user: string) => await api!.call('POST', '/v1/overrides', { headers: as, body: { user, pin: testPin, right: row.right, reason: 'seen by me' } });
  /** A fresh try: what it needs is there before, and nobody else has touched it. */
  const tried = async (as: Headers, headers: Headers = as, how: 'with a token' | 'without a token' = 'with a token'): Promise<string> => {
    tries += 1;
    const one: Try = { n: tries, card: cardNumber(tries), account: `account-${tries}` };
    const prepared = (await row.prepare?.(api!, one, boss, as)) ?? '';
    const { path, body } = row.ask(one, prepared);
    const options = { headers: { ...headers, 'idempotency-key': `try-${tries}` }, ...(body === undefined ? {} : { body }) };
    const method = row.call.split(' ')[0]!;
    return gate(how === 'with a token' ? await api!.call(method, path, options) : await api!.plainCall(method, path, options));
  };
  const judge = (right: Right, role: Role): '✓' | '+' | '' => (role.rights.includes(right) ? '✓' : role.withApproval.includes(right) ? '+' : '');
  /** What somebody alone is answered. */
  const alone = (role: Role): string => {
    const mark = judge(row.how === 'needs' ? row.right : row.own!, role);
    if (mark !== '✓') return `403 right-missing ${String(mark === '+')}`;
    if (row.how === 'needs') return 'in';
    return row.how === 'shows' && judge(row.right, role) === '✓' ? 'in' : 'not';
  };

  it('by everybody', async () => {
    api = await start(row);
    boss = await session('boss');
    for (const user of ['asel', 'samal', 'marat', 'timur', 'may', 'asks', 'cannot'] as const) {
      const as = await session(user);
      const role = roleOf(user);
      expect(`${user} alone: ${await tried(as)}`).toBe(`${user} alone: ${alone(role)}`);
      // Whoever cannot have the right is told that; a receipt that is printed is taken from whoever may take it alone.
      const madeUp = alone(role) === '403 right-missing false' || (row.call.endsWith('/commit') && alone(role) === 'in') ? alone(role) : '403 override-invalid';
      expect(`${user} with a made-up approval: ${await tried(as, { ...as, 'x-override': 'made-up' })}`).toBe(`${user} with a made-up approval: ${madeUp}`);
      if (row.how === 'shows') continue;
      const mayAsk = judge(row.right, role) !== '';
      expect(`${user} by other: ${gate(await approve(as, 'other'))}`).toBe(`${user} by other: ${mayAsk ? '403 approval-refused' : '403 right-missing false'}`);
      expect(`${user} by themselves: ${gate(await approve(as, user))}`).toBe(`${user} by themselves: ${mayAsk ? '403 approval-refused' : '403 right-missing false'}`);
      const given = await approve(as, 'approver');
      expect(`${user} asks: ${String(given.status)}`).toBe(`${user} asks: ${mayAsk ? '200' : '403'}`);
      if (!mayAsk) continue;
      const ownIsMissing = row.how === 'lifts' && judge(row.own!, role) !== '✓';
      expect(`${user} approved: ${await tried(as, { ...as, 'x-override': String(given.body['overrideId']) })}`).toBe(`${user} approved: ${ownIsMissing ? alone(role) : 'in'}`);
    }
  }, 60_000);

  it('by nobody, without a token, with a session that ended, and by till software', async () => {
    api = await start(row);
    boss = await session('boss');
    const mark = judge(row.how === 'needs' ? row.right : row.own!, cashier);
    expect(await tried({})).toBe(mark !== '✓' ? `401 session-required ${String(mark === '+')}` : alone(cashier));
    const atNobodys = await approve({}, 'approver');
    const isLent = row.how !== 'shows' && atNobodys.status === 200;
    expect(atNobodys.status === 200).toBe(judge(row.right, cashier) !== '');
    expect(isLent ? await tried({}, { 'x-override': String(atNobodys.body['overrideId']) }) : 'in').toBe('in');
    expect(await tried({}, {}, 'without a token')).toBe('401 unauthorized');
    const ended = await session('may');
    const { body } = await approve(ended, 'approver');
    await api.call('DELETE', '/v1/session', { headers: ended });
    expect(await tried(boss, ended)).toBe('401 session-expired');
    expect(await tried(boss, { ...ended, 'x-override': String(body['overrideId']) })).toBe('401 session-expired');

    const software = { authorization: `Bearer ${testSoftwareToken}`, ...(await session('may')) };
    const within = (right: Right) => judge(right, cashier) !== '';
    const expected = !within(row.how === 'needs' ? row.right : row.own!) ? '403 right-missing false' : row.how === 'needs' || (row.how === 'shows' && within(row.right)) ? 'in' : 'not';
    expect(await tried(software)).toBe(expected);
  }, 60_000);
});
