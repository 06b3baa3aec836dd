import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { price } from '../../../agent/domain/pricing/price.ts';
import type { CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { openJournal } from '../../../agent/storage/journal/open-journal.ts';
import { sampleInput, sampleSales } from '../sample-sale.ts';
import { loadSnapshot } from './bench-cache.ts';

/** Between two sales, so that the loop is free most of the time, as a till's is. */
const pauseMs = 5;

export interface SalesMs {
  idle: number[];
  loading: number[];
}

/** Pricing and a durable commit, in turns while nothing else happens and while a snapshot is built. */
export async function measureSales(store: CacheStore, snapshotPath: string, folder: string, rounds: number): Promise<SalesMs> {
  const nowMs = Date.now();
  const now = { atMs: nowMs, wallMs: nowMs, clock: 'synced' as const };
  const journal = openJournal({ path: join(folder, 'journal.db'), identity: { tillId: 'bench', storeId: 'bench', agentVersion: '0' }, newId: randomUUID, now: () => now });
  const { compiled, input } = sampleInput();
  const next = sampleSales();
  const sell = (): number => {
    const { draft } = next();
    const beganMs = performance.now();
    price(compiled, input);
    journal.journal.append([draft], now, {});
    return performance.now() - beganMs;
  };
  const sellWhile = async (isOn: (sold: number) => boolean): Promise<number[]> => {
    const tookMs: number[] = [];
    while (isOn(tookMs.length)) {
      tookMs.push(sell());
      await sleep(pauseMs);
    }
    return tookMs;
  };
  const tookMs: SalesMs = { idle: [], loading: [] };
  try {
    await sellWhile((sold) => sold < 100);
    for (let round = 0; round < rounds; round += 1) {
      let isLoading = true;
      const loading = loadSnapshot(store, snapshotPath).finally(() => {
        isLoading = false;
      });
      const during = await sellWhile(() => isLoading);
      await loading;
      tookMs.loading.push(...during);
      tookMs.idle.push(...await sellWhile((sold) => sold < during.length));
    }
  } finally {
    journal.close();
  }
  return tookMs;
}
