import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createBlockLists, type BlockLists } from '../../sync/central/block-list.ts';
import type { Database } from '../../sync/central/database/database.ts';
import { readRootKey, type RootKey } from '../../sync/central/home/root-key.ts';
import type { BlockList } from '../../agent/domain/cards/block-list.ts';
import type { BlockListAnswer } from '../../sync/protocol/messages.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabaseOf } from './kit/audit.ts';
import { startTestCentral, type TestCentral } from './kit.ts';
import { anna } from './kit/test-shop.ts';
import type { TestTill } from './kit/test-till.ts';

const blockedAnna = { ...anna, cards: anna.cards.map((card) => ({ ...card, state: 'blocked' as const })) };
const read = (answer: BlockListAnswer): BlockList => JSON.parse(answer.text) as BlockList;

describe('the block list of the centre', () => {
  let central: TestCentral;
  let till: TestTill;
  let rootPublicKey: string;
  beforeAll(async () => {
    central = await startTestCentral({ accounts: [blockedAnna] });
    till = await central.enrolTill();
    rootPublicKey = readRootKey(join(central.home, 'root.key')).publicKey;
  });
  afterAll(async () => await central.close());

  it('names the blocked cards, signed by the root key', async () => {
    const { status, body } = await till.get<BlockListAnswer>('/till/v1/block-list');
    expect(status).toBe(200);
    const list = read(body);
    const digests = anna.cards.map(({ number }) => createHash('sha256').update(`${list.salt}:${number}`).digest().subarray(0, 8)).sort((a, b) => Buffer.compare(a, b));
    expect(list).toMatchObject({ kind: 'block-list', cursor: 1, digests: Buffer.concat(digests).toString('base64') });
    expect(createHash('sha256').update(body.text).digest('hex')).toBe(body.hash);
    const key = createPublicKey({ key: Buffer.from(rootPublicKey, 'base64'), format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(body.text), key, Buffer.from(body.signature, 'base64'))).toBe(true);
  });

  it('is sent only to a till that has another one, and to none without a token', async () => {
    const headers = { authorization: `Bearer ${till.token}` };
    const first = await fetch(`${central.url}/till/v1/block-list`, { headers });
    const again = await fetch(`${central.url}/till/v1/block-list`, { headers: { ...headers, 'if-none-match': first.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    expect((await fetch(`${central.url}/till/v1/block-list`)).status).toBe(401);
  });
});

describe('a block list in the database', () => {
  let home: TestCentral;
  let db: Database;
  let rootKey: RootKey;
  /** As another process of the centre: it remembers nothing */
  const process = (): BlockLists => createBlockLists(db, rootKey);
  beforeAll(async () => {
    home = await startTestCentral({ accounts: [blockedAnna] });
    await home.stop();
    db = await openDatabaseOf(home.home);
    rootKey = readRootKey(join(home.home, 'root.key'));
  });
  afterAll(async () => {
    await db.close();
    rmSync(home.home, { recursive: true, force: true });
  });

  it('is the same from every process, and rises only when a card was blocked or unblocked', async () => {
    const first = await process().read('e1', 1_000);
    expect(await process().read('e1', 2_000)).toEqual(first);
    await db.query("UPDATE card SET state = 'active'");
    const second = await process().read('e1', 3_000);
    expect(read(second)).toMatchObject({ serial: 3_000, digests: '' });
    await db.query("UPDATE card SET state = 'blocked'");
    const third = await process().read('e1', 500);
    expect(read(third).serial).toBe(3_001);
    expect(read(third).salt).not.toBe(read(first).salt);
  });

  it('is made anew in another epoch and under another key', async () => {
    const first = await process().read('e1', 10_000);
    expect(read(await process().read('e2', 11_000))).toMatchObject({ epoch: 'e2', serial: 11_000 });
    const folder = mkdtempSync(join(tmpdir(), 'till-root-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const other = await createBlockLists(db, readRootKey(join(folder, 'root.key'))).read('e2', 12_000);
    expect(other.keyId).not.toBe(first.keyId);
  });
});
