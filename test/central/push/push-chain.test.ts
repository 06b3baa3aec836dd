import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { genesisHash, type StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { withPayloads } from '../../../sync/central/payload-blocks.ts';
import type { PushAnswer } from '../../../sync/protocol/messages.ts';
import { pushLines, pushLinesType } from '../../../sync/protocol/push-lines.ts';
import { queuedOperations } from '../../kit/stored-operations.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import { testJournal } from '../kit/test-journal.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna, opened } from '../kit/test-shop.ts';
import { makeTillKeys } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

describe('push: the chain of a journal', () => {
  const at = useCentral();

  function journalWithSales(sales: number) {
    const journal = testJournal();
    journal.append('journal-opened', opened);
    for (let index = 0; index < sales; index += 1) journal.append('sale-committed', testSale(at.central.compiled, { customer: anna }));
    return journal;
  }

  const branches = async () => {
    const { quarantined, findings } = await at.central.report();
    return { forks: findings.fork, quarantined };
  };

  it('stands at 0 and the genesis hash for a journal that it has not seen', async () => {
    expect(await at.till.position('never-seen')).toMatchObject({ seq: 0, hash: genesisHash });
  });

  it('applies each operation once, however often a batch is sent', async () => {
    const journal = journalWithSales(3);
    const before = (await at.central.availablePoints(at.till, anna.accountId))!;
    const first = await at.till.push(journal);
    expect(first.body.verdicts.map(({ verdict }) => verdict)).toEqual(['applied', 'applied', 'applied', 'applied']);
    expect(first.body.position).toEqual(journal.head());
    // the answer was lost: the till sends it again
    const again = await at.till.push(journal);
    expect(again.body.verdicts.map(({ verdict }) => verdict)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
    expect(again.body.position).toEqual(journal.head());
    expect(await at.central.availablePoints(at.till, anna.accountId)).toBe(before + 3 * 60);
  });

  it('continues where batches overlap', async () => {
    const journal = journalWithSales(4);
    await at.till.push(journal, journal.operations.slice(0, 3));
    const answer = await at.till.push(journal, journal.operations.slice(1));
    expect(answer.body.verdicts).toEqual([
      { seq: 2, verdict: 'duplicate' }, { seq: 3, verdict: 'duplicate' }, { seq: 4, verdict: 'applied' }, { seq: 5, verdict: 'applied' },
    ]);
    expect(await at.till.position(journal.journalId)).toMatchObject(journal.head());
  });

  it('applies one of two equal batches that arrive at once', async () => {
    const journal = journalWithSales(2);
    const before = (await at.central.availablePoints(at.till, anna.accountId))!;
    const answers = await Promise.all([at.till.push(journal), at.till.push(journal)]);
    expect(answers.map(({ body }) => body.verdicts[1]!.verdict as string).sort()).toEqual(['applied', 'duplicate']);
    expect(await at.central.availablePoints(at.till, anna.accountId)).toBe(before + 2 * 60);
  });

  it('answers a gap with what it expects, and applies nothing', async () => {
    const journal = journalWithSales(5);
    await at.till.push(journal, journal.operations.slice(0, 2));
    const answer = await at.till.push(journal, journal.operations.slice(3));
    expect(answer).toMatchObject({ status: 409, body: { code: 'journal-gap', expected: 3 } });
    expect(await at.till.position(journal.journalId)).toMatchObject({ seq: 2 });
  });

  it.each([['begins at 1 again', (_prior: number) => 1], ['goes on with its numbers', (prior: number) => prior + 1]])('takes a journal that continues another one and %s', async (_how, seqAfter) => {
    const old = journalWithSales(1);
    await at.till.push(old);
    const prior = { journalId: old.journalId, ...old.head() };
    const next = testJournal();
    const begun = next.append('journal-opened', { ...opened, prior });
    next.operations[0] = rehash(next.journalId, { ...begun, seq: seqAfter(prior.seq), prev: prior.hash });
    next.append('sale-committed', testSale(at.central.compiled));
    expect((await at.till.push(next)).body.verdicts.map(({ verdict }) => verdict)).toEqual(['applied', 'applied']);
    expect(await at.till.position(next.journalId)).toMatchObject(next.head());
  });

  it('takes no journal that claims to continue another one and does not', async () => {
    const next = testJournal();
    const begun = next.append('journal-opened', { ...opened, prior: { journalId: 'old', seq: 7, hash: 'ab'.repeat(32) } });
    next.operations[0] = rehash(next.journalId, { ...begun, seq: 9, prev: 'ab'.repeat(32) });
    expect(await at.till.push(next)).toMatchObject({ status: 409, body: { code: 'journal-gap', expected: 1 } });
  });

  it('takes the beginning of a continued journal only at its beginning, and only after the end that it names', async () => {
    const journal = journalWithSales(1);
    await at.till.push(journal);
    const prior = { journalId: 'old', seq: 1, hash: 'ab'.repeat(32) };
    const again = journal.clone(2);
    const begun = again.append('journal-opened', { ...opened, prior: { ...prior, seq: 2 } });
    again.operations[2] = rehash(journal.journalId, { ...begun, prev: prior.hash });
    expect((await at.till.push(again, again.operations.slice(2))).body.verdicts).toMatchObject([{ verdict: 'quarantined' }]);
    const next = testJournal();
    const other = next.append('journal-opened', { ...opened, prior });
    next.operations[0] = rehash(next.journalId, { ...other, prev: 'cd'.repeat(32) });
    expect((await at.till.push(next)).body.verdicts).toMatchObject([{ verdict: 'quarantined' }]);
    expect(await at.till.position(next.journalId)).toMatchObject({ seq: 0 });
  });

  it('sees a second branch that parts right after what it has', async () => {
    const journal = journalWithSales(2);
    await at.till.push(journal, journal.operations.slice(0, 2));
    const { forks, quarantined } = await branches();
    const parted = rehash(journal.journalId, { ...journal.operations[2]!, prev: 'ef'.repeat(32) });
    const branch = journal.clone(2);
    branch.operations.push(parted);
    for (let time = 0; time < 2; time += 1) {
      expect((await at.till.push(branch, [parted])).body).toMatchObject({ position: { seq: 2 }, verdicts: [{ seq: 3, verdict: 'quarantined' }] });
    }
    // reported once, however often it is sent
    expect(await branches()).toEqual({ forks: forks + 1, quarantined: quarantined + 1 });
  });

  it('keeps the second branch of a cloned journal whole in quarantine, and goes on with the first', async () => {
    const { forks, quarantined } = await branches();
    const journal = journalWithSales(2);
    const clone = journal.clone(2);
    await at.till.push(journal);
    clone.append('sale-committed', testSale(at.central.compiled, { customer: anna }));
    clone.append('sale-committed', testSale(at.central.compiled, { customer: anna }));
    const before = await at.central.availablePoints(at.till, anna.accountId);
    const answer = await at.till.push(clone);
    expect(answer.body.verdicts.map(({ verdict }) => verdict)).toEqual(['duplicate', 'duplicate', 'quarantined', 'quarantined']);
    expect(answer.body.position).toEqual(journal.head());
    // the clone sells on: its branch is known by now, even beyond the end of the first
    clone.append('sale-committed', testSale(at.central.compiled));
    clone.append('sale-committed', testSale(at.central.compiled));
    expect((await at.till.push(clone, clone.operations.slice(5))).status).toBe(409);
    expect((await at.till.push(clone, clone.operations.slice(4))).body.verdicts.map(({ verdict }) => verdict)).toEqual(['quarantined', 'quarantined']);
    expect(await at.central.availablePoints(at.till, anna.accountId)).toBe(before);
    journal.append('sale-committed', testSale(at.central.compiled));
    expect((await at.till.push(journal, journal.operations.slice(3))).body.verdicts).toEqual([{ seq: 4, verdict: 'applied' }]);
    expect(await branches()).toEqual({ forks: forks + 1, quarantined: quarantined + 4 });
  });

  it('refuses a batch that another key signed', async () => {
    const journal = journalWithSales(1);
    const batch = at.till.batch(journal);
    const forged = { ...batch, signature: makeTillKeys().sign('anything') };
    expect(await at.till.post('/till/v1/push', forged)).toMatchObject({ status: 403, body: { code: 'bad-signature' } });
    expect(await at.till.post('/till/v1/push', { ...batch, head: { ...batch.head, seq: 9 } })).toMatchObject({ status: 403, body: { code: 'bad-signature' } });
    expect(await at.till.position(journal.journalId)).toMatchObject({ seq: 0 });
  });

  it('refuses an edited payload, and a chain with a hole or a swap', async () => {
    const journal = journalWithSales(3);
    const [one, two, three, four] = journal.operations as [never, never, never, never];
    const edited = { ...journal.operations[1]!, payload: journal.operations[1]!.payload.replace('"milk"', '"bread"') };
    expect(await at.till.push(journal, [one, edited, three, four])).toMatchObject({ status: 422, body: { code: 'hash-mismatch', path: '/operations/1/hash' } });
    expect(await at.till.push(journal, [one, three, four])).toMatchObject({ status: 422, body: { code: 'chain-broken' } });
    expect(await at.till.push(journal, [one, three, two, four])).toMatchObject({ status: 422, body: { code: 'chain-broken' } });
    expect(await at.till.position(journal.journalId)).toMatchObject({ seq: 0 });
  });

  it('refuses an operation id that stands for another operation, and applies nothing of the batch', async () => {
    const journal = journalWithSales(1);
    await at.till.push(journal);
    const other = testJournal();
    other.append('journal-opened', opened);
    other.append('sale-committed', testSale(at.central.compiled), { opId: journal.operations[1]!.opId });
    expect(await at.till.push(other)).toMatchObject({ status: 422, body: { code: 'operation-id-reused' } });
    expect(await at.till.position(other.journalId)).toMatchObject({ seq: 0 });
  });

  it('refuses a batch that has an operation id twice', async () => {
    const journal = testJournal();
    for (let index = 0; index < 2; index += 1) journal.append('sale-committed', testSale(at.central.compiled), { opId: 'twice' });
    expect(await at.till.push(journal)).toMatchObject({ status: 422, body: { code: 'operation-id-reused' } });
  });

  it('refuses a head that lies before the batch, or is another one, and shows the administrator the last that it believed', async () => {
    const journal = journalWithSales(2);
    const pushHead = async (head: { seq: number; hash: string }) => await at.till.push({ ...journal, head: () => head });
    const { seq, hash } = journal.head();
    for (const head of [{ seq: seq - 1, hash }, { seq, hash: 'ab'.repeat(32) }]) {
      expect(await pushHead(head)).toMatchObject({ status: 422, body: { code: 'chain-broken', path: '/head' } });
    }
    expect(await pushHead({ seq: seq + 5, hash: 'ab'.repeat(32) })).toMatchObject({ status: 200 });
    const { body } = await at.central.admin<{ tills: { journals: object[] }[] }>('tills');
    expect(body.tills.flatMap((till) => till.journals)).toContainEqual({
      journalId: journal.journalId, seq, claimedSeq: seq + 5, lastPushMs: at.central.clock.nowMs, quarantinedOperations: 0,
    });
  });

  it('refuses the journal of another till', async () => {
    const journal = journalWithSales(1);
    await at.till.push(journal);
    const thief = await at.central.enrolTill('till-2');
    expect(await thief.push(journal)).toMatchObject({ status: 403, body: { code: 'journal-of-another-till' } });
    expect(await thief.get(`/till/v1/position?journalId=${journal.journalId}`)).toMatchObject({ status: 403 });
  });

  it('refuses text that no database can keep', async () => {
    const journal = testJournal();
    journal.append('journal-opened', opened);
    journal.append('note\u0000', '{}');
    expect(await at.till.push(journal)).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/operations/1' } });
    const half = testJournal();
    half.append('note', '"\ud800"');
    expect(await at.till.post('/till/v1/push', at.till.batch(half))).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/operations/0' } });
  });

  it('refuses numbers that no database can keep', async () => {
    const numbers = [{ schema: 2 ** 31 }, { atMs: 2 ** 53 }, { wallMs: 1e300 }, { seq: 1e300 }];
    for (const number of numbers) {
      const journal = testJournal();
      journal.operations.push(rehash(journal.journalId, { ...journal.append('note', '{}'), ...number }));
      expect(await at.till.push(journal, journal.operations.slice(1))).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/operations/0' } });
    }
    const journal = journalWithSales(1);
    expect(await at.till.push({ ...journal, head: () => ({ seq: 1e300, hash: 'ab'.repeat(32) }) })).toMatchObject({ status: 400, body: { path: '/head/seq' } });
  });

  it.each([{ coding: 'gzip', pack: (bytes: Buffer) => gzipSync(bytes) }, { coding: 'zstd', pack: (bytes: Buffer) => zstdCompressSync(bytes) }])('takes a body packed by $coding, and refuses one that unpacks beyond the limit', async ({ coding, pack }) => {
    const journal = journalWithSales(2);
    const send = async (body: Uint8Array<ArrayBuffer>) => await fetch(`${at.central.url}/till/v1/push`, {
      method: 'POST', body, headers: { authorization: `Bearer ${at.till.token}`, 'content-type': 'application/json', 'content-encoding': coding },
    });
    const answer = await send(new Uint8Array(pack(Buffer.from(JSON.stringify(at.till.batch(journal))))));
    expect(((await answer.json()) as PushAnswer).verdicts).toHaveLength(3);
    expect(answer.headers.get('accept-encoding')?.split(', ')).toContain(coding);
    const bomb = await send(new Uint8Array(pack(Buffer.alloc(64 * 1024 * 1024, 0x20))));
    expect({ status: bomb.status, body: await bomb.json() }).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
    const rubbish = await send(new Uint8Array(Buffer.from('not packed')));
    expect({ status: rubbish.status, type: rubbish.headers.get('content-type') }).toMatchObject({ status: 400, type: expect.stringContaining('problem+json') as string });
  });

  let cameAsLines = testJournal();
  it('takes a push as lines and answers it as the same push in one document', async () => {
    const journal = journalWithSales(3);
    const batch = at.till.batch(journal);
    const bytes = pushLines({ ...batch, operations: queuedOperations(batch.operations) });
    const lines = bytes === undefined ? undefined : Buffer.from(bytes).toString();
    const send = async (body: string | Uint8Array<ArrayBuffer>) => {
      const answer = await fetch(`${at.central.url}/till/v1/push`, { method: 'POST', body, headers: { authorization: `Bearer ${at.till.token}`, 'content-type': pushLinesType } });
      return { status: answer.status, taken: answer.headers.get('accept-post'), body: (await answer.json()) as PushAnswer & { code?: string; path?: string } };
    };
    if (lines === undefined) throw new Error('payloads of tests are single lines');
    const [first = '', ...payloads] = lines.trimEnd().split('\n');
    const swapped = [first, ...payloads.toReversed(), ''].join('\n');
    expect(await send(swapped)).toMatchObject({ status: 422, body: { code: 'hash-mismatch' } });
    expect(await send([first, ...payloads.slice(1), ''].join('\n'))).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/operations' } });
    expect(await send([first, ...payloads, '{}', ''].join('\n'))).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/operations' } });
    const holed = lines.replace(/\}\n$/, '}\0\n');
    expect(await send(holed)).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/operations/3' } });
    const renamed = first.replace('"wallMs"', '"payload":"{}","wallMs"');
    expect(await send([renamed, ...payloads, ''].join('\n'))).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/operations/0/payload' } });
    expect(await send([first.replace('"wallMs"', '"other":1,"wallMs"'), ...payloads, ''].join('\n'))).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(await send([first.replace('"wallMs"', '"other"'), ...payloads, ''].join('\n'))).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(await send(`{"protocol":2${lines}`)).toMatchObject({ status: 400, body: { code: 'bad-json' } });
    expect(await send('{}\n')).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(await send(new Uint8Array([...Buffer.from(first), 0x0a, 0xd0]))).toMatchObject({ status: 400, body: { code: 'bad-json' } });
    const taken = await send(lines);
    expect({ ...taken, verdicts: taken.body.verdicts.map(({ verdict }) => verdict) }).toMatchObject({ status: 200, taken: `application/json, ${pushLinesType}`, verdicts: ['applied', 'applied', 'applied', 'applied'] });
    expect((await at.till.push(journal)).body.verdicts.map(({ verdict }) => verdict)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
    cameAsLines = journal;
  });

  it('leaves a ledger in which every operation sums to zero and every account is the sum of its postings, and payloads as they came', async () => {
    await at.central.stop();
    expect(await inspect(at.central.home, findImbalances)).toEqual({ operations: [], accounts: [] });
    const stored = await inspect(at.central.home, async (db) =>
      await withPayloads(db, await db.query<{ journalId: string; seq: number; payload: string | null }>('SELECT journal_id AS "journalId", seq, payload FROM operation WHERE journal_id = $1 ORDER BY seq', [cameAsLines.journalId])));
    expect(stored.map(({ payload }) => payload)).toEqual(cameAsLines.operations.map(({ payload }) => payload));
  });
});

/** The operation with the hash that its fields give, written out by hand: what DESIGN §6 says, not what the code does. */
function rehash(journalId: string, operation: StoredOperation): StoredOperation {
  const { seq, opId, kind, schema, atMs, wallMs, clock, payload, prev } = operation;
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  const text = `{"atMs":${atMs},"clock":"${clock}","journalId":"${journalId}","kind":"${kind}","opId":"${opId}","payloadSha256":"${sha(payload)}","prev":"${prev}","schema":${schema},"seq":${seq},"v":1,"wallMs":${wallMs}}`;
  return { ...operation, hash: sha(text) };
}
