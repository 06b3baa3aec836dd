import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { PushRequest } from '../../../sync/protocol/messages.ts';
import { pushLines } from '../../../sync/protocol/push-lines.ts';
import { readPushLines } from '../../../sync/central/push/read-push-lines.ts';
import { receivePush } from '../../../sync/central/push/receive-push.ts';
import { saveTill } from '../../../sync/central/tills.ts';
import { queuedOperations } from '../../kit/stored-operations.ts';
import { quietLog } from '../kit/database-of.ts';
import { openLedger, type OpenLedger } from '../kit/open-ledger.ts';
import { testJournal } from '../kit/test-journal.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna, testBundle } from '../kit/test-shop.ts';
import { makeTillKeys, testTill } from '../kit/test-till.ts';

let ledger: OpenLedger;

beforeAll(async () => {
  ledger = await openLedger(testBundle(), [anna], 1_795_330_800_000);
});
afterAll(async () => await ledger.close());

/** The text of a payload that came as bytes is made anew whenever somebody asks for it (ADR 0071). */
it('of a sale that came as a line the text is made once: to read it, and not to store it', async () => {
  const { db, library, sealing, clock, compiled } = ledger;
  const keys = makeTillKeys();
  const till = { tillId: 'till-of-lines', name: 'Касса', storeId: 'store-1', publicKey: keys.publicKey };
  await saveTill(db, till, 'token-of-lines', clock.nowMs);
  const journal = testJournal();
  for (let sale = 0; sale < 3; sale += 1) journal.append('sale-committed', { ...testSale(compiled, { customer: anna }), tillId: till.tillId });
  const batch = testTill('', { tillId: till.tillId, tillName: till.name, storeId: till.storeId, token: '', rootPublicKey: '', keyId: '' }, keys).batch(journal);
  const lines = pushLines({ ...batch, operations: queuedOperations(batch.operations) });
  const push = readPushLines(Buffer.from(lines ?? [])) as PushRequest;
  const asked = push.operations.map(countReads);
  const { verdicts } = await receivePush({ db, library, sealing, nowMs: clock.nowMs, log: quietLog }, till, push);
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['applied', 'applied', 'applied']);
  expect(asked.map((times) => times())).toEqual([1, 1, 1]);
});

function countReads(operation: StoredOperation): () => number {
  const text = operation.payload;
  let times = 0;
  Object.defineProperty(operation, 'payload', {
    enumerable: true,
    get: () => {
      times += 1;
      return text;
    },
  });
  return () => times;
}
