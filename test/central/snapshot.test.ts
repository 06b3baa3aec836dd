import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnapshotAccount, SnapshotEnd, SnapshotHeader } from '../../sync/protocol/messages.ts';
import { startTestCentral, type TestCentral } from './kit.ts';
import { testJournal } from './kit/test-journal.ts';
import { testSale } from './kit/test-sale.ts';
import { anna, manyAccounts } from './kit/test-shop.ts';
import type { TestTill } from './kit/test-till.ts';

const crowd = manyAccounts(2_500);

describe('snapshot', () => {
  let central: TestCentral;
  let till: TestTill;
  beforeAll(async () => {
    central = await startTestCentral({ accounts: [anna, ...crowd] });
    till = await central.enrolTill();
  });
  afterAll(async () => await central.close());

  /** The bytes of the body as they travel: fetch would unpack them. */
  async function download(journalId: string): Promise<string> {
    const response = await fetch(`${central.url}/till/v1/snapshot?journalId=${journalId}`, {
      headers: { authorization: `Bearer ${till.token}` },
    });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    return await response.text();
  }

  function parse(text: string) {
    const lines = text.trimEnd().split('\n');
    return {
      header: JSON.parse(lines[0]!) as SnapshotHeader,
      accounts: lines.slice(1, -1).map((line) => (JSON.parse(line) as SnapshotAccount).account),
      end: JSON.parse(lines.at(-1)!) as SnapshotEnd,
      body: text.slice(0, text.lastIndexOf('{"type":"end"')),
    };
  }

  it('has every account once, in the order of the ids, and ends with the sum of the bytes before', async () => {
    const { header, accounts, end, body } = parse(await download('journal-1'));
    expect(header).toMatchObject({ type: 'header', protocol: 1, through: { journalId: 'journal-1', seq: 0 } });
    const ids = accounts.map((account) => account.accountId);
    expect(ids).toEqual([anna, ...crowd].map((account) => account.accountId).sort());
    expect(end).toEqual({ type: 'end', accounts: 2_501, sha256: createHash('sha256').update(body).digest('hex') });
  });

  it('tells budgets to a till that asks for it, after the accounts', async () => {
    await central.put('budgets/weekly', { limitMinor: 500 });
    const lines = (await download('journal-1&protocol=2')).trimEnd().split('\n');
    expect(JSON.parse(lines[0]!)).toMatchObject({ protocol: 2 });
    expect(JSON.parse(lines.at(-2)!)).toEqual({ type: 'programme', programme: { budgets: [{ promotionId: 'weekly', leftMinor: 500 }] } });
    expect((await download('journal-1')).includes('programme')).toBe(false);
  });

  it('contains what its header says that it contains, and the feed goes on from its cursor', async () => {
    const journal = testJournal();
    journal.append('sale-committed', testSale(central.compiled, { customer: anna }));
    await till.push(journal);
    const { header, accounts } = parse(await download(journal.journalId));
    expect(header.through).toEqual({ journalId: journal.journalId, seq: 1 });
    expect(accounts.find((account) => account.accountId === anna.accountId)?.availablePoints).toBe(anna.openingPoints + 60);
    const { body } = await till.get(`/till/v1/feed?journalId=${journal.journalId}&epoch=${header.epoch}&cursor=${header.cursor}`);
    expect(body).toMatchObject({ accounts: [], cursor: header.cursor });
  });

  it('is compressed on the wire', async () => {
    const text = await download('journal-1');
    const packed = await new Promise<Buffer>((resolve, reject) => {
      request(`${central.url}/till/v1/snapshot?journalId=journal-1`, { headers: { authorization: `Bearer ${till.token}` } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks))).on('error', reject);
      }).end();
    });
    expect(packed.length).toBeLessThan(text.length / 3);
    expect(gunzipSync(packed).toString('utf8')).toBe(text);
  });

  it('lets pushes through while readers have read only its beginning', async () => {
    const gone = new AbortController();
    const readers = await Promise.all(Array.from({ length: 4 }, async () => {
      const response = await fetch(`${central.url}/till/v1/snapshot?journalId=slow`, { headers: { authorization: `Bearer ${till.token}` }, signal: gone.signal });
      const reader = response.body!.getReader();
      await reader.read();
      return reader;
    }));
    const journal = testJournal();
    journal.append('sale-committed', testSale(central.compiled, { customer: anna }));
    expect((await till.push(journal)).body.verdicts).toEqual([{ seq: 1, verdict: 'applied' }]);
    for (const reader of readers) while (!(await reader.read()).done);
    gone.abort();
  });

  it('leaves the database free when a reader goes away in the middle', async () => {
    for (let index = 0; index < 5; index += 1) {
      const gone = new AbortController();
      const response = await fetch(`${central.url}/till/v1/snapshot?journalId=journal-1`, {
        headers: { authorization: `Bearer ${till.token}` }, signal: gone.signal,
      });
      await response.body?.getReader().read();
      gone.abort();
    }
    expect((await till.get('/till/v1/ping')).status).toBe(200);
    expect((await central.report()).accounts).toBe(2_501);
  });

  it('is refused without a token', async () => {
    const response = await fetch(`${central.url}/till/v1/snapshot?journalId=journal-1`);
    expect({ status: response.status, body: await response.json() }).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });
});
