import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, testToken } from '../kit/test-api.ts';
import type { TestApi } from '../kit/test-api.ts';

const bearer = { authorization: `Bearer ${testToken}` };

describe('who may call', () => {
  let api: TestApi;
  let pageFolder: string;
  beforeEach(async () => {
    pageFolder = mkdtempSync(join(tmpdir(), 'till-page-'));
    writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>Till</title>');
    writeFileSync(join(pageFolder, 'page.js'), 'export {};');
    api = await startTestApi({ pageFolder });
  });
  afterEach(async () => {
    await api.close();
    rmSync(pageFolder, { recursive: true });
  });

  const host = (name = '127.0.0.1') => `${name}:${api.port}`;
  const cookieOf = async () => {
    const entered = await api.plainCall('GET', `/enter?code=${api.page.issueCode()}`);
    expect(entered).toMatchObject({ status: 303, headers: { location: '/' } });
    const [cookie] = entered.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    return { cookie: cookie?.split(';')[0] ?? '' };
  };
  const put = (headers: Record<string, string>) => api.plainCall('PUT', '/v1/sales/sale-1', { body: { baseRevision: 0, lines: [] }, headers });

  it('lets the token in, by whatever loopback name', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST']) {
      expect((await api.plainCall('GET', '/v1/status', { headers: { ...bearer, host: host(name) } })).status).toBe(200);
    }
  });

  it.each([
    ['nothing', {}],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['half a token', { authorization: `Bearer ${testToken.slice(1)}` }],
    ['another scheme', { authorization: `Basic ${testToken}` }],
    ['a cookie of its own', { cookie: 'till_page=1' }],
  ])('does not let %s in', async (_what, headers) => {
    for (const path of ['/v1/status', '/v1/sales', '/v1/events', '/metrics', '/v1/unheard-of']) {
      const answer = await api.plainCall('GET', path, { headers });
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    }
    expect(await put(headers)).toMatchObject({ status: 401 });
  });

  it('asks nothing of who only wants to know whether it is up, or how to call it', async () => {
    expect(await api.plainCall('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await api.plainCall('GET', '/openapi.json')).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
  });

  it.each([
    ['a foreign Host', { host: 'till.example.com' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['a Host without a port', { host: '127.0.0.1' }],
  ])('refuses %s, token or not', async (_what, headers) => {
    for (const path of ['/v1/status', '/healthz', '/']) {
      expect(await api.plainCall('GET', path, { headers: { ...bearer, ...headers } })).toMatchObject({ status: 403, body: { code: 'origin-refused' } });
    }
  });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost.evil.example'])('refuses the Origin %s, token or not', async (origin) => {
    expect(await put({ ...bearer, origin })).toMatchObject({ status: 403, body: { code: 'origin-refused' } });
    expect(api.test.till.sales.find('sale-1')).toBeUndefined();
  });

  it('refuses the page under its other name: that is another origin', async () => {
    expect(await put({ ...bearer, origin: `http://${host('localhost')}` })).toMatchObject({ status: 403 });
    expect(await put({ ...bearer, origin: `http://${host()}` })).toMatchObject({ status: 200 });
  });

  it('lets a browser in through a link, once', async () => {
    const code = api.page.issueCode();
    expect((await api.plainCall('GET', `/enter?code=${code}`)).status).toBe(303);
    expect((await api.plainCall('GET', `/enter?code=${code}`)).status).toBe(401);
    expect((await api.plainCall('GET', '/enter?code=guess')).status).toBe(401);
    expect((await api.plainCall('GET', '/enter')).status).toBe(400);
    const late = api.page.issueCode();
    api.test.nowMs += 11 * 60_000;
    expect((await api.plainCall('GET', `/enter?code=${late}`)).status).toBe(401);
  });

  it('lets the page write with its cookie and its own Origin, and read without one', async () => {
    const cookie = await cookieOf();
    expect((await put({ ...cookie, origin: `http://${host()}` })).status).toBe(200);
    expect((await api.plainCall('GET', '/v1/sales', { headers: { ...cookie, 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
    expect((await api.plainCall('GET', '/v1/sales', { headers: { ...cookie, 'sec-fetch-site': 'none' } })).status).toBe(200);
  });

  it('does not let another page use the cookie', async () => {
    const cookie = await cookieOf();
    expect((await put({ ...cookie })).status).toBe(401);
    expect((await put({ ...cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(401);
    expect((await put({ ...cookie, origin: 'http://127.0.0.1:1' })).status).toBe(403);
    for (const site of ['same-site', 'cross-site']) {
      expect((await api.plainCall('GET', '/v1/sales', { headers: { ...cookie, 'sec-fetch-site': site } })).status).toBe(401);
    }
    expect((await api.plainCall('GET', '/v1/sales', { headers: cookie })).status).toBe(401);
  });

  it('serves the page with a policy that allows nothing from elsewhere', async () => {
    const page = await api.plainCall('GET', '/');
    expect(page).toMatchObject({ status: 200, text: '<!doctype html><title>Till</title>' });
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(await api.plainCall('GET', '/page.js')).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('javascript') } });
    expect((await api.plainCall('GET', '/../api.token')).status).toBe(404);
  });

  it('keeps answers with data out of every cache', async () => {
    expect((await api.call('GET', '/v1/status')).headers['cache-control']).toBe('no-store');
    expect((await api.call('GET', '/v1/sales/unheard-of')).headers['cache-control']).toBe('no-store');
  });

  it('says in every answer what a browser may make of it, refusals included', async () => {
    for (const answer of [await api.plainCall('GET', '/v1/status'), await api.call('GET', '/v1/status', { headers: { host: 'till.example.com' } })]) {
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' });
    }
  });

  it('never shows the token', async () => {
    for (const path of ['/v1/status', '/metrics', '/openapi.json', '/healthz', '/', `/enter?code=${api.page.issueCode()}`]) {
      const answer = await api.call('GET', path);
      expect(answer.text + JSON.stringify(answer.headers)).not.toContain(testToken);
    }
  });
});

describe('the page of the demo', () => {
  it('lets in whoever opens it', async () => {
    const pageFolder = mkdtempSync(join(tmpdir(), 'till-page-'));
    writeFileSync(join(pageFolder, 'index.html'), 'page');
    const api = await startTestApi({ pageFolder, pageAccess: 'open' });
    const page = await api.plainCall('GET', '/');
    const cookie = page.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect(cookie).toContain(`till_page_${api.port}=`);
    expect((await api.plainCall('GET', '/v1/status', { headers: { cookie, 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
    await api.close();
    rmSync(pageFolder, { recursive: true });
  });

  it('says in one line that it is not built', async () => {
    const api = await startTestApi({ pageAccess: 'open' });
    expect(await api.plainCall('GET', '/')).toMatchObject({ status: 404, text: expect.stringMatching(/^The page is not built[^\n]*\n$/) });
    await api.close();
  });
});
