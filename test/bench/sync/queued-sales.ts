import { randomUUID } from 'node:crypto';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { applyOperation } from '../../../agent/domain/customer/apply-operation.ts';
import { customerState } from '../../../agent/domain/customer/customer-state.ts';
import { saleEffects } from '../../../agent/domain/ledger/effects.ts';
import { countsOf } from '../../../agent/domain/operations/sale-counts.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import type { BusinessTime } from '../../../agent/domain/time/business-time.ts';
import type { BenchShop } from './bench-shop.ts';

/** Which customers one till of several sees. */
export interface TillPlace {
  tillId: string;
  index: number;
  tills: number;
}

/** One sale in so many is to a customer of another till: both sell to them without knowing of one another. */
const strangerEvery = 20;
const startMs = 1_795_330_800_000;

/**
 * Sales of one till during an outage: one to twelve goods of the demo shop, three of four to a customer, each priced with what the till knows:
 * the state from before the outage, and its own sales since.
 */
export function queuedSales({ compiled, accounts }: BenchShop, { tillId, index, tills }: TillPlace): () => SaleCommitted {
  const goods = Object.entries(compiled.bundle.goods);
  const known = new Map<string, Account>();
  const bundle = { serial: compiled.bundle.serial, hash: compiled.hash, semantics: compiled.bundle.semantics };
  let count = 0;
  return () => {
    count += 1;
    const lines = Array.from({ length: 1 + (count % 12) }, (_, line) => {
      // Steps without a common divisor with the number of goods go round all of them.
      const [sku, good] = goods[(count * 37 + line * 101) % goods.length] ?? ['', undefined];
      if (good === undefined) throw new Error('the demo shop has no goods');
      return { lineId: String(line + 1), sku, quantityMilli: good.unit === 'kg' ? 250 + ((count * 13) % 1_500) : 1_000 * (1 + (count % 3)), unitPriceMinor: good.priceMinor };
    });
    const basket = { lines };
    const time = timeAfter(count * 20_000);
    const place = (count % strangerEvery === 1 ? index + 1 : index) % tills;
    const met = count % 4 === 0 ? undefined : accounts[(Math.floor((count * 71) % (accounts.length / tills)) * tills) + place];
    const account = met === undefined ? undefined : known.get(met.accountId) ?? met;
    const state = account === undefined ? undefined : customerState(account, account.cards[0]?.number ?? '');
    const customer = state === undefined ? undefined : { state, identifiedBy: 'scan' as const, cursor: 0, through: 0 };
    const result = price(compiled, { basket, storeId: 'store-1', tillId, time, ...(customer === undefined ? {} : { customer: customer.state, identifiedBy: customer.identifiedBy }) });
    const sold = {
      programmeId: compiled.bundle.programmeId, saleId: randomUUID(), storeId: 'store-1', tillId, ...(account === undefined ? {} : { accountId: account.accountId }),
      receipt: { number: `${tillId}-${count}` }, time, bundle, basket, ...(customer === undefined ? {} : { customer }), result,
    };
    const counts = countsOf(compiled, sold);
    const sale: SaleCommitted = { ...sold, ...(counts === undefined ? {} : { counts }), effects: customer === undefined ? [] : saleEffects(result) };
    if (account !== undefined) known.set(account.accountId, applyOperation(account, { kind: 'sale-committed', schema: 1, payload: sale }));
    return sale;
  };
}

/** All on one Sunday, so that nothing becomes available or expires between. */
function timeAfter(ms: number): BusinessTime {
  const minute = 720 + Math.floor(ms / 60_000) % 600;
  return { instantMs: startMs + (ms % 36_000_000), localDate: '2026-11-22', minuteOfDay: minute, weekday: 7, offsetMin: 300 };
}
