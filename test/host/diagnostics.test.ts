import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLogBook } from '../../agent/host/log/log-book.ts';
import { createLogLevels } from '../../agent/host/log/log-level.ts';
import { startDemoChain, type DemoChain } from '../e2e/kit/demo-chain.ts';
import { testLog } from './kit/test-log.ts';

let chain: DemoChain;
beforeAll(async () => {
  chain = await startDemoChain();
  await vi.waitUntil(async () => (await chain.status()).mode === 'online', { timeout: 100_000, interval: 200 });
});
afterAll(() => chain.close());

const sessionOf = async (user: string, pin: string) => (await chain.call<{ sessionToken: string }>('POST', '/v1/session', { user, pin })).sessionToken;
async function get(path: string, session?: string): Promise<Response> {
  const token = readFileSync(chain.tokenFile, 'utf8').trim();
  return fetch(chain.url + path, { headers: { authorization: `Bearer ${token}`, ...(session === undefined ? {} : { 'x-operator-session': session }) } });
}

describe('diagnostics of a real agent', () => {
  it('are for who has the right alone', async () => {
    for (const path of ['/v1/diagnostics', '/v1/logs', '/v1/diagnostics/archive']) {
      expect(await (await get(path)).json()).toMatchObject({ code: 'session-required' });
      expect(await (await get(path, await sessionOf('asel', '3174'))).json()).toMatchObject({ code: 'right-missing', right: 'diagnostics' });
    }
  });

  it('tell the machine, the files, and the programme', async () => {
    const view = await (await get('/v1/diagnostics', await sessionOf('timur', '6153'))).json() as { storage: { journalBytes: number }; bundle: { goldenReceipts: number } };
    expect(view).toMatchObject({ node: process.versions.node, log: { level: 'silent', normalLevel: 'silent' }, disk: { freeBytes: expect.any(Number) } });
    expect(view.storage.journalBytes).toBeGreaterThan(4_096);
    expect(view.bundle.goldenReceipts).toBeGreaterThan(10);
  });

  it('pack an archive in which nobody and no secret is found', async () => {
    const card = '2900770400445';
    const phone = '77071234567';
    const secrets = [card, phone, 'Айгерим', '3174', '6153', readFileSync(chain.tokenFile, 'utf8').trim()];
    await chain.call('POST', '/v1/scans', { code: card });
    await chain.call('PUT', '/v1/sales/s-1', { baseRevision: 0, lines: [{ sku: '1001', quantityMilli: 1000, unitPriceMinor: 19_000 }], customer: { code: card } });
    await chain.call('POST', '/v1/sales/s-1/commit', { revision: 1, receipt: { number: '000123' } });
    expect(await chain.call('POST', '/v1/customers', { givenName: 'Айгерим', phone: { number: phone }, answers: { 'personal-data': { given: true, version: '2026-01' } } })).toMatchObject({ accountId: expect.any(String) as string });
    const session = await sessionOf('timur', '6153');
    const identity = JSON.parse(readFileSync(join(chain.tokenFile, '..', 'identity.json'), 'utf8')) as { token: string; centralUrl: string };
    const answer = await get('/v1/diagnostics/archive', session);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([200, 'application/zip', expect.stringMatching(/^attachment; filename="till-till-1-[0-9T-]+\.zip"$/)]);
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    expect(Object.keys(files).sort()).toEqual(['devices.json', 'diagnostics.json', 'doctor.json', 'journal.json', 'log.json', 'status.json', 'till.json']);
    const text = Object.values(files).map((content) => new TextDecoder().decode(content)).join('\n');
    expect(text).toContain('sale-committed');
    expect(text).toContain(identity.centralUrl);
    for (const secret of [...secrets, session, identity.token]) expect(text.split(/[^\p{L}\p{N}_-]/u)).not.toContain(secret);
  });
});

describe('the book of the log', () => {
  it('keeps the newest lines by level, with the numbers of cards and telephones masked wherever they stand', () => {
    const book = createLogBook();
    const log = pino({ level: 'debug' }, { write: (line: string) => book.write(line) });
    log.debug('quiet');
    log.warn({ card: '2900770400445', deep: [{ phone: '+77071234567' }], atMs: 1_800_000_000_000 }, 'card 2900770400445 was refused');
    log.info('well');
    expect(book.lines('info', 10).map(({ level, message }) => [level, message])).toEqual([['info', 'well'], ['warn', 'card 2900*******45 was refused']]);
    expect(book.lines('warn', 10)[0]?.fields).toContain('"card":"2900*******45","deep":[{"phone":"+7707*****67"}],"atMs":1800000000000');
    expect(book.lines('debug', 1)).toHaveLength(1);
    expect(book.lines('fatal', 10)).toEqual([]);
    book.write('no line of pino');
    expect(book.lines('trace', 10)).toHaveLength(3);
  });

  it('forgets the oldest', () => {
    const book = createLogBook();
    for (let count = 0; count < 2_100; count += 1) book.write(`{"level":30,"time":${count},"msg":"${count}"}`);
    const lines = book.lines('trace', 5_000);
    expect([lines.length, lines.at(-1)?.message]).toEqual([2_000, '100']);
  });
});

describe('the level of the log', () => {
  it('says who changed it, even to quiet, and goes back when it is told to', () => {
    const { log, lines } = testLog();
    const levels = createLogLevels(log, () => 1_000);
    expect(levels.change('error', 10, 'timur')).toEqual({ level: 'error', normalLevel: 'debug', untilMs: 601_000, by: 'timur' });
    log.info('not written');
    expect(levels.change('debug', 10, undefined)).toEqual({ level: 'debug', normalLevel: 'debug' });
    expect(lines.map((line) => (JSON.parse(line) as { by: string }).by)).toEqual(['timur', 'nobody signed in']);
  });
});
