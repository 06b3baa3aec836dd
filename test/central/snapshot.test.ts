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
    await central.put('budgets/gone', { limitMinor: 500 });
    await central.put('budgets/gone', {}, 'DELETE');
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
    const readers = await Promise.all(Array.from({ length: 4 }, async (_, index) => {
      const response = await fetch(`${central.url}/till/v1/snapshot?journalId=slow-${index}`, { headers: { authorization: `Bearer ${till.token}` }, signal: gone.signal });
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

  describe('in pieces', () => {
    /** One answer with its bytes as they travel. */
    async function piece(from: number, etag?: string, journalId = 'journal-p'): Promise<{ status: number | undefined; headers: Record<string, unknown>; bytes: Buffer }> {
      return await new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${till.token}`, range: `bytes=${from}-`, ...(etag === undefined ? {} : { 'if-range': etag }) };
        request(`${central.url}/till/v1/snapshot?journalId=${journalId}`, { headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
          response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) }));
        }).end();
      });
    }
    /** Goes on until the length is known and reached. */
    async function rest(first: Awaited<ReturnType<typeof piece>>): Promise<{ bytes: Buffer; last: Awaited<ReturnType<typeof piece>> }> {
      let bytes = first.bytes;
      let last = first;
      while (!String(last.headers['content-range']).endsWith(`/${bytes.length}`)) {
        last = await piece(bytes.length, String(first.headers['etag']));
        expect(last.status).toBe(206);
        bytes = Buffer.concat([bytes, last.bytes]);
      }
      return { bytes, last };
    }

    it('is one file under one name, with its length and its digest once it is whole', async () => {
      const first = await piece(0);
      expect(first).toMatchObject({ status: 206, headers: { 'content-encoding': 'gzip', 'accept-ranges': 'bytes', 'cache-control': 'no-store' } });
      const { bytes, last } = await rest(first);
      const digest = createHash('sha256').update(bytes).digest('base64');
      expect((await piece(1, String(first.headers['etag']))).headers).toMatchObject({ etag: last.headers['etag'], 'repr-digest': `sha-256=:${digest}:` });
      expect(parse(gunzipSync(bytes).toString('utf8')).end.accounts).toBe(2_501);
    });

    it('goes on where it was, byte for byte, for as long as it is kept', async () => {
      const { bytes } = await rest(await piece(0));
      const etag = String((await piece(0)).headers['etag']);
      await rest(await piece(0, etag));
      const half = await piece(Math.floor(bytes.length / 2), etag);
      const again = await piece(Math.floor(bytes.length / 2), etag);
      expect(again.bytes.equals(half.bytes)).toBe(true);
      expect((await piece(10_000_000, etag)).status).toBe(416);
    });

    it('is another file in the words of another version, and the one of each till stays', async () => {
      const one = await rest(await piece(0));
      const etag = String(one.last.headers['etag']);
      const two = await rest(await piece(0, undefined, 'journal-p&protocol=2'));
      expect(parse(gunzipSync(two.bytes).toString('utf8')).header.protocol).toBe(2);
      expect(await piece(100, etag, 'journal-p&protocol=2')).toMatchObject({ status: 200 });
      expect((await piece(100, etag)).bytes.equals(one.bytes.subarray(100))).toBe(true);
    });

    it('is begun anew for whoever names a file that is gone, or that is of another journal', async () => {
      const etag = String((await piece(0)).headers['etag']);
      const gone = await piece(100, '"gone"');
      expect(gone).toMatchObject({ status: 200 });
      expect(gone.headers['etag']).not.toBe(etag);
      expect(await piece(100, String(gone.headers['etag']), 'journal-q')).toMatchObject({ status: 200 });
    });
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
