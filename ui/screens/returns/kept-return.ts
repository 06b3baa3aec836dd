import type { ReturnSource } from './open-return.ts';

/** The return that is open, as the page keeps it over a reload: what it gives back, the agent has. */
export interface KeptReturn {
  returnId: string;
  source: ReturnSource;
  /** Of the receipt that may have been printed: the finish was asked for, and nobody knows whether it came about */
  receiptNumber?: string;
}

export type KeptStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const storageKey = 'till.return';

export function keepReturn(storage: KeptStorage, kept: KeptReturn | undefined): void {
  if (kept === undefined) storage.removeItem(storageKey);
  else storage.setItem(storageKey, JSON.stringify(kept));
}

/** What was kept; undefined where nothing was, or where it cannot be read. */
export function keptReturn(storage: KeptStorage): KeptReturn | undefined {
  try {
    const value: unknown = JSON.parse(storage.getItem(storageKey) ?? 'null');
    return isKept(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isKept(value: unknown): value is KeptReturn {
  return typeof value === 'object' && value !== null && 'returnId' in value && typeof value.returnId === 'string' && 'source' in value && typeof value.source === 'object' && value.source !== null && 'kind' in value.source;
}
