import { type Entry, isOnGoods } from './entries.ts';
import type { Line } from './lines.ts';

/** What the promotions of `first` groups have taken: the first that gives something has it. */
export class Claims {
  readonly #lines = new Map<string, Set<Line>>();
  readonly #receipts = new Map<string, 'goods' | 'basket'>();

  /** Is this line still to be had for this promotion? */
  leave(entry: Entry, line: Line): boolean {
    const { id, mode, on } = entry.group;
    const taken = this.#receipts.get(id);
    if (mode !== 'first' || taken === undefined) return true;
    if (on === 'receipt' || taken === 'basket' || !isOnGoods(entry)) return false;
    return this.#lines.get(id)?.has(line) !== true;
  }

  add(entry: Entry, lines: readonly Line[]): void {
    const { id } = entry.group;
    this.#receipts.set(id, isOnGoods(entry) ? 'goods' : 'basket');
    this.#lines.set(id, new Set([...(this.#lines.get(id) ?? []), ...lines]));
  }
}
