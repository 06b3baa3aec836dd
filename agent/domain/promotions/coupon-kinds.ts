import type { CouponKind } from '../bundle/bundle.ts';

interface Filed {
  readonly couponId: string;
  /** Of the kind in the bundle */
  readonly place: number;
  /** Of the series; empty where there is none */
  readonly prefix: string;
}

/** Finds the kinds of a coupon by its code, without asking each kind. */
export class CouponKinds {
  readonly #byCode = new Map<string, Filed[]>();
  readonly #byLength = new Map<number, Filed[]>();

  constructor(kinds: readonly CouponKind[]) {
    for (const [place, { id, codes = [], series }] of kinds.entries()) {
      const kind = { couponId: id, place, prefix: series?.prefix ?? '' };
      for (const code of codes) file(this.#byCode, code, kind);
      if (series !== undefined) file(this.#byLength, series.length, kind);
    }
  }

  /** Ids of the kinds that list the code or whose series it fits, in the order of the bundle. None, where the code is unknown. */
  of(code: string): string[] {
    const listed = this.#byCode.get(code) ?? [];
    const inSeries = isDigits(code) ? (this.#byLength.get(code.length) ?? []).filter(({ prefix }) => code.startsWith(prefix)) : [];
    // A kind may both list a code and have it in its series.
    return [...new Set([...listed, ...inSeries].sort((a, b) => a.place - b.place).map(({ couponId }) => couponId))];
  }
}

function file<K>(lists: Map<K, Filed[]>, key: K, entry: Filed): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [entry]);
  else list.push(entry);
}

function isDigits(code: string): boolean {
  return /^[0-9]+$/.test(code);
}
