import type { SaleView } from '../../agent/contract/sale.ts';
import type { StatusView } from '../../agent/contract/status.ts';

/** 22 November 2026, 14:52 in Almaty: a Sunday. */
const atMs = Date.UTC(2026, 10, 22, 9, 52, 7);

export const fakeTime: SaleView['inputs']['time'] = { instantMs: atMs, localDate: '2026-11-22', minuteOfDay: 892, weekday: 7, offsetMin: 300 };

/** A till that is well. */
export function fakeStatus(): StatusView {
  const nowMs = Date.now();
  return {
    version: '0.1.0',
    mode: 'online',
    modeReason: 'ok',
    till: { tillId: 'almaty-1-3', name: 'Касса 3', storeId: 'almaty-1', storeName: { ru: 'Көктем, Алматы, Абая 52', kk: 'Көктем, Алматы, Абай 52', en: 'Köktem, Almaty, Abai 52' } },
    programme: { programmeId: 'koktem', name: { ru: 'Көктем' }, currency: { code: 'KZT', exponent: 2 }, points: { scale: 0, valueMinor: 100 }, timeZone: 'Asia/Almaty' },
    bundle: { serial: 1, hash: 'ab'.repeat(32), semantics: 1, promotions: 2, activatedAtMs: nowMs },
    queue: { length: 3, waiting: 0, parked: 0 },
    journal: { journalId: 'j-1', headSeq: 1, acknowledgedSeq: 1, synchronous: 'full', journalMode: 'wal' },
    sync: { lastContactMs: nowMs, breaker: 'closed' },
    cache: { generation: 1, accounts: 4, cursor: 1, asOfMs: nowMs },
    devices: [],
    clock: { quality: 'synced', atMs: nowMs, wallMs: nowMs },
  };
}
