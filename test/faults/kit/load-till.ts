import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnsweredSale } from '../../../agent/cli/replay/driver-log.ts';
import type { FaultProxy } from '../../../agent/cli/replay/fault-proxy.ts';
import type { ShownBalance } from '../../../agent/cli/replay/oracle/compare-balances.ts';
import type { Random } from '../../../agent/cli/replay/random.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { TrustedNow } from '../../../agent/ports/clock.ts';
import type { SinkPosition } from '../../../agent/ports/outbox.ts';
import { buildInProcess } from '../../../agent/host/cache/build-in-process.ts';
import { openCache } from '../../../agent/storage/cache/open-cache.ts';
import { openJournal } from '../../../agent/storage/journal/open-journal.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { enrol } from '../../../sync/engine/enrol.ts';
import { createSyncEngine } from '../../../sync/engine/sync-engine.ts';
import { testRelease, testSale } from '../../central/kit/test-sale.ts';
import { makeTillKeys, testTill, type TestTill } from '../../central/kit/test-till.ts';
import { pointerIn } from '../../storage/kit/journal-pointer.ts';
import type { LoadShop } from './load-shop.ts';

/** What the cashiers of all tills met. */
export function sumOf(tills: readonly LoadTill[]): Record<string, number> {
  const sum = (of: (till: LoadTill) => number): number => tills.reduce((total, till) => total + of(till), 0);
  return {
    sales: sum(({ answered }) => answered.length), holds: sum(({ counts }) => counts.held), holdsRefused: sum(({ counts }) => counts.refused),
    holdsInDoubt: sum(({ counts }) => counts.ambiguous), holdsOutOfReach: sum(({ counts }) => counts.unavailable),
  };
}

/** Short pauses, so that a till is back soon after a fault. */
const timing = { feedWaitMs: 500, feedPauseMs: 20, backoffMinMs: 20, backoffMaxMs: 300, connectTimeoutMs: 1_000, callTimeoutMs: 5_000, pushTimeoutMs: 5_000, probeTimeoutMs: 1_000 };
const holdBudgetMs = 2_000;
const holdPoints = 200;
/** Few spend, so that tills meet at their balances, and some are refused. */
const spenders = 6;

export interface LoadTillOptions {
  name: string;
  /** Where its folder is made */
  folder: string;
  shop: LoadShop;
  /** Between it and the centre; open while it enrols */
  proxy: FaultProxy;
  enrolmentCode: string;
  random: Random;
}

/**
 * A till without an agent around it: the real journal, cache and engine, and sales that an honest till would write. It never asks whether the centre is there,
 * except for points.
 */
export interface LoadTill {
  readonly name: string;
  readonly journalFile: string;
  readonly journalId: string;
  /** What was answered to its cashier */
  readonly answered: readonly AnsweredSale[];
  readonly counts: { held: number; refused: number; unavailable: number; ambiguous: number };
  /** In words: what the engine logged as an error */
  readonly errors: readonly string[];
  /** Some sales in one commit of the journal, now and then one that spends points. */
  sell(): Promise<void>;
  /** Where the centre stands, by its last word to this till */
  acknowledged(): SinkPosition;
  hashAt(seq: number): string | undefined;
  /** Everything is at the centre, and what the centre made of it is here. */
  isDrained(): boolean;
  /** How far it has read the centre's feed */
  cursor(): number;
  /** What it would show of each account */
  shown(): ShownBalance[];
  /** Speaks the wire protocol by hand, at this address of the centre */
  byHand(url: string): TestTill;
  /** Once or more often */
  close(): Promise<void>;
}

export async function openLoadTill({ name, folder, shop, proxy, enrolmentCode, random }: LoadTillOptions): Promise<LoadTill> {
  const home = join(folder, name);
  mkdirSync(home);
  const keys = makeTillKeys();
  const identity = await enrol({ centralUrl: proxy.url, code: enrolmentCode, publicKeyDerBase64: keys.publicKey });
  const now = (): TrustedNow => ({ atMs: Date.now(), wallMs: Date.now(), clock: 'synced' });
  const journalFile = join(home, 'journal.db');
  const store = openJournal({ path: journalFile, identity: { tillId: name, storeId: identity.storeId, agentVersion: '0.1.0' }, newId: randomUUID, now });
  const cache = openCache({ folder: home, pointer: pointerIn(store.meta) });
  const errors: string[] = [];
  let bundleHash: string | undefined;
  const quiet = (): void => undefined;
  const engine = createSyncEngine({
    centralUrl: proxy.url, token: identity.token, tillId: identity.tillId, rootPublicKey: identity.rootPublicKey, sign: (text) => keys.sign(text), outbox: store.outbox, cacheWriter: cache.writer,
    buildSnapshot: buildInProcess, blockList: { activeHash: () => undefined, offer: quiet },
    bundles: { activeHash: () => bundleHash, offer: (envelope) => { bundleHash = envelope.hash; } },
    onCentralTime: quiet, now: Date.now, random: () => random.next(), timing,
    log: { debug: quiet, info: quiet, warn: quiet, error: (fields, message) => void errors.push(`${name}: ${message} ${JSON.stringify(fields)}`) },
  });
  engine.start();

  const answered: AnsweredSale[] = [];
  const counts = { held: 0, refused: 0, unavailable: 0, ambiguous: 0 };
  const commit = (sales: readonly SaleCommitted[]): void => {
    const operations = store.journal.append(sales.map((sale) => ({ opId: randomUUID(), kind: 'sale-committed', schema: 1, payload: { ...sale, tillId: name } })), now(), {});
    for (const [index, { seq, opId, hash }] of operations.entries()) {
      const { saleId, accountId, result } = sales[index] ?? sales[0]!;
      const { discountMinor, payableMinor, pointsEarned, pointsSpent } = result;
      answered.push({
        saleId, state: 'committed', discountMinor, payableMinor, pointsEarned, pointsSpent, ...(accountId === undefined ? {} : { accountId }),
        operation: { journalId: store.journal.journalId, seq, opId, hash },
      });
    }
  };
  const release = (holdId: string, customer: ShopAccount): void => {
    const payload = { ...testRelease(holdId, customer), programmeId: shop.compiled.bundle.programmeId };
    store.journal.append([{ opId: randomUUID(), kind: 'hold-released', schema: 1, payload }], now(), {});
  };
  const sellForPoints = async (customer: ShopAccount): Promise<void> => {
    const saleId = randomUUID();
    const holdId = randomUUID();
    const request = { holdId, saleId, accountId: customer.accountId, cardNumber: customer.cards[0]?.number ?? '', points: holdPoints, holdSeconds: 600 };
    const answer = await engine.authority.hold(request, holdBudgetMs);
    const isHeld = answer.outcome === 'held';
    if (isHeld) counts.held += 1;
    else if (answer.outcome === 'refused') counts.refused += 1;
    else if (answer.ambiguous) counts.ambiguous += 1;
    else counts.unavailable += 1;
    // As the use case does it: what may exist is given back before the cashier goes on without it. Some holds are not used after all.
    const isUsed = isHeld && random.chance(0.9);
    if ((answer.outcome === 'unavailable' && answer.ambiguous) || (isHeld && !isUsed)) release(holdId, customer);
    commit([testSale(shop.compiled, { saleId, customer, ...(isUsed ? { redeem: { holdId, points: holdPoints } } : {}) })]);
  };

  let closing: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    await engine.stop();
    cache.close();
    store.close();
  };
  const isDrained = (): boolean => {
    const { seq } = store.journal.head();
    return store.outbox.position().seq === seq && cache.cache.view()?.through.seq === seq;
  };
  const opened: LoadTill = {
    name, journalFile, journalId: store.journal.journalId, answered, counts, errors,
    sell: async () => {
      if (random.chance(0.2)) await sellForPoints(random.pick(shop.accounts.slice(0, spenders)));
      else {
        commit(Array.from({ length: random.between(1, 5) }, () => testSale(shop.compiled, {
          milk: random.between(1, 4), bread: random.between(0, 2), ...(random.chance(0.1) ? {} : { customer: random.pick(shop.accounts) }),
        })));
      }
    },
    acknowledged: () => store.outbox.position(),
    hashAt: (seq) => store.outbox.hashAt(seq),
    isDrained,
    cursor: () => cache.cache.view()?.cursor ?? 0,
    shown: () => shop.accounts.map(({ accountId }) => ({ till: name, accountId, points: cache.cache.findById(accountId)?.account.availablePoints ?? 0 })),
    byHand: (url) => testTill(url, identity, keys),
    close: () => (closing ??= closeAll()),
  };
  while (cache.cache.view() === undefined) await sleep(20);
  return opened;
}
