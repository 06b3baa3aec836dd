import type { PricedLine, PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { deliverySku } from './cart.ts';
import type { SyliusCase } from './case.ts';

/** The first thing that the scenario expects and that the priced sale does not have; undefined where it has all. */
export function findDifference(priced: PricedSale, { expect, usedCoupons }: SyliusCase, productOf: ReadonlyMap<string, string>): string | undefined {
  const goods = priced.lines.filter(({ sku }) => sku !== deliverySku);
  return (
    differ('total', priced.payableMinor, expect.total) ??
    differ('discount', 0 - sumOf(goods, discountOf), expect.discount) ??
    differ('delivery', sumOf(priced.lines.filter(({ sku }) => sku === deliverySku), ({ netMinor }) => netMinor), expect.shipping) ??
    findFirst(Object.entries(expect.lineDiscount ?? {}), ([product, amount]) =>
      differ(`discount of ${product}`, sumOf(goods.filter(({ sku }) => productOf.get(sku) === product), discountOf), amount)) ??
    findFirst(usedCoupons, (code) => {
      const isApplied = priced.coupons?.find((coupon) => coupon.code === code)?.status === 'applied';
      return isApplied === (expect.couponRejected !== true) ? undefined : `coupon ${code} is ${isApplied ? 'applied' : 'rejected'}`;
    })
  );
}

function differ(what: string, actual: number, expected: number | undefined): string | undefined {
  return expected === undefined || actual === expected ? undefined : `${what} ${actual} instead of ${expected}`;
}

function discountOf({ grossMinor, netMinor }: PricedLine): number {
  return grossMinor - netMinor;
}

function sumOf(lines: readonly PricedLine[], amountOf: (line: PricedLine) => number): number {
  return lines.reduce((sum, line) => sum + amountOf(line), 0);
}

function findFirst<T>(list: readonly T[], find: (one: T) => string | undefined): string | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
