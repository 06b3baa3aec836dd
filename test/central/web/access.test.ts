/** Every call of the centre with every kind of key. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CentralContext } from '../../../sync/central/central-context.ts';
import { createServer } from '../../../sync/central/http/create-server.ts';
import { mountRoutes } from '../../../sync/central/routes/mount-routes.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { aigul, aigulsCard, openPartner, openWebShop } from './web-shop.ts';

/** `open`: anybody; the others: whose key it takes. */
type Area = 'open' | 'till' | 'admin' | 'shop' | 'shop or partner';

/** A status that is neither 401 nor 403 means that the key was good enough: what was sent with it is no good request for most. */
const routes: Record<string, Area> = {
  'GET /healthz': 'open',
  'GET /openapi.json': 'open',
  'POST /till/v1/enrol': 'open',
  'GET /till/v1/root-rotations': 'open',
  'GET /till/v1/ping': 'till',
  'POST /till/v1/till-key': 'till',
  'GET /till/v1/sales/:saleId/returnable': 'till',
  'POST /till/v1/qr-uses': 'till',
  'GET /till/v1/trust': 'till',
  'GET /till/v1/position': 'till',
  'POST /till/v1/push': 'till',
  'GET /till/v1/bundle': 'till',
  'GET /till/v1/block-list': 'till',
  'GET /till/v1/staff': 'till',
  'GET /till/v1/snapshot': 'till',
  'GET /till/v1/feed': 'till',
  'POST /till/v1/holds': 'till',
  'GET /till/v1/reconciliation': 'till',
  'POST /till/v1/customers-by-phone': 'till',
  'POST /till/v1/number-pools': 'till',
  'POST /till/v1/verifications': 'till',
  'POST /till/v1/verifications/:verificationId/code': 'till',
  'POST /admin/v1/enrolment-codes': 'admin',
  'POST /admin/v1/api-keys': 'admin',
  'GET /admin/v1/api-keys': 'admin',
  'POST /admin/v1/api-keys/:keyId/revoke': 'admin',
  'GET /admin/v1/report': 'admin',
  'GET /admin/v1/report/:list': 'admin',
  'PATCH /admin/v1/accounts/:accountId': 'admin',
  'GET /admin/v1/budgets': 'admin',
  'PUT /admin/v1/budgets/:promotionId': 'admin',
  'DELETE /admin/v1/budgets/:promotionId': 'admin',
  'GET /admin/v1/tills': 'admin',
  'POST /admin/v1/tills/:tillId/revoke': 'admin',
  'POST /admin/v1/tills/:tillId/change-key': 'admin',
  'POST /admin/v1/bundles': 'admin',
  'GET /admin/v1/accounts/:accountId/allowances': 'admin',
  'POST /admin/v1/accounts/:accountId/allowances/recall': 'admin',
  'GET /admin/v1/parked': 'admin',
  'POST /admin/v1/parked/:opId/accept': 'admin',
  'POST /admin/v1/parked/:opId/reject': 'admin',
  'GET /admin/v1/profiles/:accountId': 'admin',
  'PATCH /admin/v1/profiles/:accountId': 'admin',
  'DELETE /admin/v1/profiles/:accountId': 'admin',
  'GET /admin/v1/merge-proposals': 'admin',
  'POST /admin/v1/merge-proposals/:proposalId/:decision': 'admin',
  'GET /admin/v1/number-ranges': 'admin',
  'PUT /admin/v1/number-ranges/:rangeId': 'admin',
  'POST /admin/v1/cards': 'admin',
  'POST /admin/v1/phone-key/rotate': 'admin',
  'GET /admin/v1/staff': 'admin',
  'PUT /admin/v1/staff/:userId': 'admin',
  'POST /admin/v1/staff/:userId/pin': 'admin',
  'POST /admin/v1/staff/:userId/disable': 'admin',
  'POST /admin/v1/sealing-key/rotate': 'admin',
  'PUT /v1/sales/:saleId': 'shop',
  'GET /v1/sales/:saleId': 'shop',
  'GET /v1/sales/:saleId/order': 'shop',
  'GET /v1/sales': 'shop',
  'POST /v1/sales/:saleId/redemption': 'shop',
  'DELETE /v1/sales/:saleId/redemption': 'shop',
  'POST /v1/sales/:saleId/commit': 'shop',
  'POST /v1/sales/:saleId/cancel': 'shop',
  'PUT /v1/returns/:returnId': 'shop',
  'GET /v1/returns/:returnId': 'shop',
  'POST /v1/returns/:returnId/commit': 'shop',
  'GET /v1/forecast': 'shop',
  'POST /v1/forecast': 'shop',
  'POST /v1/events/accrue': 'shop',
  'POST /v1/claims': 'shop',
  'GET /v1/cards/:number': 'shop or partner',
};

async function mountedRoutes(): Promise<string[]> {
  const server = createServer({ log: { info: () => undefined, warn: () => undefined, error: () => undefined }, now: () => 0, isClosing: () => false });
  const found: string[] = [];
  server.addHook('onRoute', ({ method, url }) => void found.push(...[method].flat().filter((name) => name !== 'HEAD').map((name) => `${name} ${url}`)));
  await mountRoutes(server, {} as CentralContext);
  await server.ready();
  await server.close();
  return found;
}

it('knows every call that the centre answers', async () => {
  expect((await mountedRoutes()).sort()).toEqual(Object.keys(routes).sort());
});

it('docs/central-api.md names every call of the administration', () => {
  const page = readFileSync(new URL('../../../docs/central-api.md', import.meta.url), 'utf8');
  const told = [...page.matchAll(/^\| `(\S+ \/admin\/[^`]+)` \|/gmu)].map(([, call = '']) => call.replaceAll(/\{(\w+)\}/gu, ':$1'));
  expect(told.sort()).toEqual(Object.keys(routes).filter((route) => routes[route] === 'admin').sort());
});

describe('keys', () => {
  let central: TestCentral;
  const tokens: Record<string, string | undefined> = {};
  beforeAll(async () => {
    central = await startTestCentral({ accounts: [aigul] });
    const shop = await openWebShop(central);
    const partner = await openPartner(central);
    const revoked = await openWebShop(central);
    await central.admin(`api-keys/${revoked.keyId}/revoke`, {});
    Object.assign(tokens, { till: (await central.enrolTill()).token, admin: central.adminToken, shop: shop.key, partner: partner.key, revoked: revoked.key, nonsense: 'nonsense' });
  });
  afterAll(async () => await central.close());

  const statusOf = async (route: string, token: string | undefined) => {
    const [method = '', url = ''] = route.split(' ');
    const response = await fetch(central.url + url.replace(':number', aigulsCard).replaceAll(/:[a-zA-Z]+/g, 'x'), {
      method,
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
    });
    await response.body?.cancel();
    return response.status;
  };

  const kinds = ['none', 'nonsense', 'till', 'admin', 'shop', 'partner', 'revoked'] as const;
  /** 401: no key of that side of the centre. 403: a good key that may not do this. */
  function expected(area: Area, kind: (typeof kinds)[number]): 'in' | 401 | 403 {
    if (area === 'open') return 'in';
    if (area === 'till' || area === 'admin') return kind === area ? 'in' : 401;
    if (kind === 'shop') return 'in';
    if (kind === 'partner') return area === 'shop or partner' ? 'in' : 403;
    return 401;
  }

  it.each(Object.entries(routes).flatMap(([route, area]) => kinds.map((kind) => [route, kind, expected(area, kind)] as const)))('%s with %s: %s', async (route, kind, wanted) => {
    const status = await statusOf(route, tokens[kind]);
    expect(status === 401 || status === 403 ? status : 'in').toBe(wanted);
  });

  it('a revoked key says so, and its neighbour of the same channel goes on', async () => {
    const response = await fetch(`${central.url}/v1/sales`, { headers: { authorization: `Bearer ${tokens['revoked']}` } });
    expect({ status: response.status, body: await response.json() }).toMatchObject({ status: 401, body: { code: 'key-revoked' } });
    expect(await statusOf('GET /v1/sales', tokens['shop'])).toBe(200);
  });

  it('are listed without their text, and revoked for ever', async () => {
    const { body } = await central.admin<{ keys: { keyId: string; scope: string; revokedAtMs?: number }[] }>('api-keys');
    expect(body.keys.map(({ scope, revokedAtMs }) => [scope, revokedAtMs !== undefined])).toEqual(expect.arrayContaining([['web-shop', false], ['partner', false], ['web-shop', true]]));
    for (const token of Object.values(tokens)) expect(JSON.stringify(body)).not.toContain(token);
    const revoked = body.keys.find(({ revokedAtMs }) => revokedAtMs !== undefined)!;
    central.clock.nowMs += 1_000;
    expect((await central.admin<{ revokedAtMs: number }>(`api-keys/${revoked.keyId}/revoke`, {})).body.revokedAtMs).toBe(revoked.revokedAtMs);
    expect(await central.admin('api-keys/nobody/revoke', {})).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('of a channel have one store, and no till is enrolled under the id of a channel', async () => {
    expect(await central.admin('api-keys', { name: 'x', scope: 'web-shop', channelId: 'shop', storeId: 'store-2' })).toMatchObject({ status: 409, body: { code: 'channel-differs' } });
    expect(await central.admin('api-keys', { name: 'x', scope: 'everything' })).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(await central.admin('api-keys', { name: 'x', scope: 'web-shop' })).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(await central.admin('enrolment-codes', { tillId: 'web:shop', tillName: 'x', storeId: 'store-1' })).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/tillId' } });
  });

  it('of a partner see a card and its balance, and not one word of whose it is', async () => {
    const response = await fetch(`${central.url}/v1/cards/${aigulsCard}`, { headers: { authorization: `Bearer ${tokens['partner']}` } });
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({ number: aigulsCard, state: 'active', programmeId: 'test', points: { available: 1_000, pending: 0, held: 0, expiring: [] } });
    for (const secret of [aigul.givenName!, aigul.birthday!, aigul.accountId, aigul.favourite!.categoryId]) expect(text).not.toContain(secret);
    const unknown = await fetch(`${central.url}/v1/cards/2900770100093`, { headers: { authorization: `Bearer ${tokens['partner']}` } });
    expect({ status: unknown.status, body: await unknown.json() }).toMatchObject({ status: 404, body: { code: 'card-unknown' } });
  });
});
