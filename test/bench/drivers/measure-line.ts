import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeScan } from '../../../agent/host/devices/scan-taker.ts';
import { openDevices } from '../../../drivers/open-devices.ts';
import { compiledExample } from '../../domain/kit/shop.ts';
import { openPtyPair } from '../../drivers/kit/pty-pair.ts';
import { until } from '../../drivers/kit/until.ts';
import { startTestApi, testToken } from '../../host/kit/test-api.ts';
import { loadSnapshot, openBenchCache } from '../cache/bench-cache.ts';
import { benchCard, writeSnapshotOfCards } from '../cache/snapshot-of-cards.ts';
import type { ScanView } from '../../../agent/contract/scan.ts';

const warmUpScans = 100;
const measuredScans = 1_000;
/** Faster would be a flood, which is cut */
const pauseMs = 12;
const patienceMs = 5_000;

/** Milliseconds from the last byte of a card's number, written to the cable, to its customer read from the event stream by a client. One card after another. */
export async function measureLine(folder: string, cards: number): Promise<number[]> {
  const snapshotPath = join(folder, 'snapshot.ndjson.gz');
  await writeSnapshotOfCards(snapshotPath, cards);
  const store = openBenchCache(folder);
  await loadSnapshot(store, snapshotPath);
  const compiled = compiledExample({ cardSchemes: [{ id: 'bench', name: { ru: 'bench' }, prefix: '29', storeDigits: 0, serialDigits: 11, check: 'none' }] });
  const api = await startTestApi({ change: (till) => ({ ...till, cache: store.cache, activeBundle: () => compiled }) });
  const pair = await openPtyPair();
  const registry = openDevices([], { devices: [{ id: 'bench', transport: 'serial', path: pair.path }] });
  const till = { ...api.test.till, cache: store.cache, activeBundle: () => compiled };
  registry.scans$.subscribe((scan) => {
    const value = takeScan(till, scan);
    if (value !== undefined) api.bus.publish({ name: 'scan', value });
  });
  const events = await openEvents(api.port);
  try {
    await until('the scanner is open', () => registry.devices()[0]?.condition.state === 'open');
    const tookMs: number[] = [];
    for (let index = 0; index < warmUpScans + measuredScans; index += 1) {
      const number = benchCard((index * 7_919) % cards);
      const seen = events.next(number);
      pair.write(number);
      const writtenMs = performance.now();
      pair.write('\r');
      const { customer } = await seen;
      if (customer?.status !== 'known') throw new Error(`the card ${index} is ${customer?.status ?? 'no card'}`);
      if (index >= warmUpScans) tookMs.push(performance.now() - writtenMs);
      await sleep(pauseMs);
    }
    return tookMs;
  } finally {
    events.close();
    registry.close();
    await pair.remove();
    await api.close();
    store.close();
  }
}

/** A client of the event stream: `next` resolves with the scan of this code. */
function openEvents(port: number): Promise<{ next(code: string): Promise<ScanView>; close(): void }> {
  const waiting = new Map<string, (scan: ScanView) => void>();
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: '/v1/events', headers: { authorization: `Bearer ${testToken}` } }, (response) => {
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const blocks = `${rest}${text}`.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, data] = /event: scan\ndata: (.*)$/s.exec(block) ?? [];
          if (data === undefined) continue;
          const scan = JSON.parse(data) as ScanView;
          waiting.get(scan.code)?.(scan);
          waiting.delete(scan.code);
        }
      });
      resolve({
        next: (code) => new Promise((done, fail) => {
          const late = setTimeout(() => fail(new Error('a scan never came')), patienceMs);
          waiting.set(code, (scan) => {
            clearTimeout(late);
            done(scan);
          });
        }),
        close: () => {
          request.destroy();
        },
      });
    });
    request.on('error', reject);
  });
}
