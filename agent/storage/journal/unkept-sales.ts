import { JournalFault } from '../../ports/journal.ts';
import type { SaleRecord } from '../../ports/sales.ts';

/** More open sales than any till has; beyond it the oldest is forgotten, as a power cut would. */
const maxUnkept = 500;

export interface UnkeptSales {
  get(saleId: string): SaleRecord | undefined;
  all(): SaleRecord[];
  /** Saves, or keeps in memory what the disk does not take. Throws `JournalFault` where that would not be safe. */
  save(record: SaleRecord): void;
  /** The disk has a newer row of this sale. */
  written(saleId: string): void;
}

/**
 * Revisions of open sales that the disk did not take. They are drafts: a power cut may lose any of them, and a commit with `lines` needs none of them. So a full
 * disk, too, may leave them in memory, and the cashier still gets a price. Only what covers its points must be known after a restart: a revision that begins or ends a cover is refused.
 */
export function createUnkeptSales(disk: { stored: (saleId: string) => SaleRecord | undefined; save: (record: SaleRecord) => void }): UnkeptSales {
  const unkept = new Map<string, SaleRecord>();
  const tryAgain = (): void => {
    for (const [saleId, record] of unkept) {
      try {
        disk.save(record);
        unkept.delete(saleId);
      } catch (error) {
        if (error instanceof JournalFault) return;
        throw error;
      }
    }
  };
  return {
    get: (saleId) => unkept.get(saleId),
    all: () => [...unkept.values()],
    save: (record) => {
      try {
        disk.save(record);
        unkept.delete(record.saleId);
      } catch (error) {
        if (!(error instanceof JournalFault) || !isOnlyADraft(record, disk.stored(record.saleId))) throw error;
        unkept.delete(record.saleId);
        unkept.set(record.saleId, record);
        const [oldest] = unkept.keys();
        if (unkept.size > maxUnkept && oldest !== undefined) unkept.delete(oldest);
        return;
      }
      tryAgain();
    },
    written: (saleId) => {
      unkept.delete(saleId);
      tryAgain();
    },
  };
}

function isOnlyADraft(record: SaleRecord, stored: SaleRecord | undefined): boolean {
  return (record.state === 'priced' || record.state === 'held') && JSON.stringify(record.cover) === JSON.stringify(stored?.cover);
}
