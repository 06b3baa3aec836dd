import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../../sync/engine/snapshot-reader.ts';
import { SyncFault } from '../../sync/engine/sync-fault.ts';
import { testAccount } from './fake-cache.ts';

const header = { type: 'header', protocol: 1, epoch: 'e', cursor: 9, through: { journalId: 'j', seq: 4 } };
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const accountsText = (count: number): string =>
  line(header) + Array.from({ length: count }, (_, index) => line({ type: 'account', account: { ...testAccount(`a-${index}`, index), givenName: 'Әсел' } })).join('');
const endOf = (text: string, accounts: number): string => line({ type: 'end', accounts, sha256: createHash('sha256').update(text).digest('hex') });
const snapshotText = (count: number): string => accountsText(count) + endOf(accountsText(count), count);
const inPieces = (bytes: Buffer, size: number): Readable =>
  Readable.from(Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size)));

/** How many accounts came, or the fault. */
const read = async (body: Readable): Promise<number | string> => {
  let accounts = 0;
  try {
    for await (const part of readSnapshot(body)) {
      if (part.type === 'header') expect(part.header).toEqual(header);
      if (part.type === 'accounts') {
        accounts += part.rows.length;
        for (const { account, doc } of part.rows) expect(JSON.parse(doc)).toEqual(account);
      }
    }
    return accounts;
  } catch (fault) {
    return fault instanceof SyncFault ? `${fault.kind}: ${fault.message}` : String(fault);
  }
};

describe('reading a snapshot', () => {
  it.each([0, 1, 500, 1_001, 5_000])('gives %d accounts, each with its own text', async (count) => {
    expect(await read(inPieces(Buffer.from(snapshotText(count)), 16_384))).toBe(count);
    expect(await read(inPieces(gzipSync(snapshotText(count)), 16_384))).toBe(count);
  });

  it('reads an account that is written in another order of members', async () => {
    const text = line(header) + line({ account: testAccount('a'), type: 'account' }) + ` ${line({ type: 'account', account: testAccount('b') })}`;
    expect(await read(inPieces(Buffer.from(text + endOf(text, 2)), 64))).toBe(2);
  });

  it('gives the programme’s state as it comes, counted by no one and covered by the sum', async () => {
    const text = accountsText(2) + line({ type: 'programme', programme: { budgets: [{ promotionId: 'p', leftMinor: 5 }] } }) + line({ type: 'programme', programme: { usedCoupons: ['A'] } });
    const parts = [];
    for await (const part of readSnapshot(inPieces(Buffer.from(text + endOf(text, 2)), 50))) if (part.type === 'programme') parts.push(part.programme);
    expect(parts).toEqual([{ budgets: [{ promotionId: 'p', leftMinor: 5 }] }, { usedCoupons: ['A'] }]);
    expect(await read(inPieces(Buffer.from(text + endOf(accountsText(2), 2)), 50))).toMatch('does not have the sum');
  });

  it('does not mind where the chunks are cut, nor a missing last newline', async () => {
    const bytes = Buffer.from(snapshotText(30).trimEnd());
    for (const size of [1, 7, 64]) expect(await read(inPieces(bytes, size))).toBe(30);
    expect(await read(inPieces(gzipSync(bytes), 1))).toBe(30);
  });

  const text = accountsText(3);
  it.each([
    { title: 'nothing at all', body: '', fault: 'has no end' },
    { title: 'no end', body: text, fault: 'has no end' },
    { title: 'an end and nothing else', body: endOf('', 0), fault: 'has no end' },
    { title: 'no header', body: text.slice(text.indexOf('\n') + 1), fault: 'has no header' },
    { title: 'another count', body: text + endOf(text, 4), fault: 'has 3 accounts and states 4' },
    { title: 'another sum', body: text + endOf(`${text} `, 3), fault: 'does not have the sum' },
    { title: 'a changed byte', body: (text + endOf(text, 3)).replace('"a-1"', '"b-1"'), fault: 'does not have the sum' },
    { title: 'a line that is no JSON', body: `${text}{"type":\n`, fault: 'is no JSON' },
    { title: 'an account with text after it', body: `${text}{"type":"account","account":{}},{}}\n`, fault: 'is no JSON' },
    { title: 'an account of another schema', body: text + line({ type: 'account', account: { accountId: 'x' } }), fault: 'is no account' },
    { title: 'more after its end', body: text + endOf(text, 3) + line(header), fault: 'goes on after its end' },
    { title: 'a line without an end', body: `${text}${'x'.repeat(2_000_000)}`, fault: 'a line without an end' },
  ])('refuses $title', async ({ body, fault }) => {
    expect(await read(inPieces(Buffer.from(body), 65_536))).toMatch(new RegExp(`^failing: .*${fault}`));
  });

  it('refuses gzip that is cut', async () => {
    const bytes = gzipSync(snapshotText(30));
    expect(await read(inPieces(bytes.subarray(0, bytes.length - 9), 64))).toBe('failing: the snapshot was cut off');
  });

  it('lets go of a body that still flows when nobody reads on', async () => {
    const body = new Readable({ read: () => undefined });
    // The header is flushed, as a centre does that reads on, and the rest is still to come.
    const gzip = createGzip();
    gzip.on('data', (chunk: Buffer) => body.push(chunk));
    gzip.write(line(header));
    gzip.flush();
    for await (const part of readSnapshot(body)) {
      expect(part.type).toBe('header');
      break;
    }
    expect(body.destroyed).toBe(true);
  });
});
