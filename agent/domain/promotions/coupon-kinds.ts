import type { CouponKind } from '../bundle/bundle.ts';

/** Finds the kinds of a coupon by its code, without asking each kind. */
export class CouponKinds {
  readonly #listed = new Map<string, string[]>();
  /** By length of the code */
  readonly #series = new Map<number, { prefix: string; couponId: string }[]>();

  constructor(kinds: readonly CouponKind[]) {
    for (const { id, codes = [], series } of kinds) {
      for (const code of codes) file(this.#listed, code, id);
      if (series !== undefined) file(this.#series, series.length, { prefix: series.prefix, couponId: id });
    }
  }

  /** Ids of the kinds to which the code belongs: by list, then by series, each in the order of the bundle. None, where the code is unknown. */
  of(code: string): string[] {
    const found = [...(this.#listed.get(code) ?? [])];
    for (const { prefix, couponId } of this.#series.get(code.length) ?? []) {
      if (code.startsWith(prefix) && isDigits(code) && !found.includes(couponId)) found.push(couponId);
    }
    return found;
  }
}

function file<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function isDigits(code: string): boolean {
  return /^[0-9]+$/.test(code);
}
