import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoShopFolder } from '../../agent/cli/project.ts';
import { loadBundle } from '../../agent/domain/bundle/load.ts';
import { saleEffects } from '../../agent/domain/ledger/effects.ts';
import type { Basket } from '../../agent/domain/basket/basket.ts';
import type { SaleCommitted } from '../../agent/domain/operations/operation.ts';
import { price, type PricingInput } from '../../agent/domain/pricing/price.ts';
import type { CompiledBundle } from '../../agent/domain/bundle/compiled.ts';
import type { OperationDraft } from '../../agent/ports/journal.ts';
import type { SaleRecord } from '../../agent/ports/sales.ts';

const linesOfBasket = 12;

/** Twelve goods of the demo shop for a customer with a card: what pricing is asked. */
export function sampleInput(): { compiled: CompiledBundle; input: PricingInput & Required<Pick<PricingInput, 'customer' | 'identifiedBy'>> } {
  const text = readFileSync(join(demoShopFolder, 'bundle.json'), 'utf8');
  const loaded = loadBundle(text, createHash('sha256').update(text).digest('hex'));
  if (!loaded.ok) throw new Error(`the demo bundle does not load: ${loaded.invalid.detail}`);
  const { bundle } = loaded.compiled;
  const golden = bundle.goldenReceipts.find((receipt) => receipt.customer !== undefined && receipt.identifiedBy !== undefined && receipt.redeemPoints === undefined);
  if (golden?.customer === undefined || golden.identifiedBy === undefined) throw new Error('the demo bundle has no golden receipt with a card');
  const goods = Object.entries(bundle.goods).filter(([, good]) => good.unit === 'piece').slice(0, linesOfBasket);
  const basket: Basket = { lines: goods.map(([sku, good], index) => ({ lineId: String(index + 1), sku, quantityMilli: 1_000, unitPriceMinor: good.priceMinor })) };
  return { compiled: loaded.compiled, input: { basket, customer: golden.customer, identifiedBy: golden.identifiedBy, storeId: golden.storeId, time: golden.time } };
}

/** A finished sale of twelve goods of the demo shop to a customer with a card, as the use case would journal it. Every call gives new ids. */
export function sampleSales(): () => { draft: OperationDraft; record: SaleRecord } {
  const { compiled, input } = sampleInput();
  const { bundle, hash } = compiled;
  const { basket, customer: state, identifiedBy, storeId, time } = input;
  const priced = price(compiled, input);
  const bundleMark = { serial: bundle.serial, hash, semantics: bundle.semantics };
  const view = { state, identifiedBy, cursor: 1, through: 1 };

  return () => {
    const saleId = randomUUID();
    const payload: SaleCommitted = {
      programmeId: bundle.programmeId, saleId, storeId, tillId: 'bench', accountId: state.accountId, receipt: { number: saleId }, time, bundle: bundleMark, basket, customer: view, result: priced,
      effects: saleEffects(priced),
    };
    const record: SaleRecord = {
      saleId, revision: 1, state: 'committed', requestHash: hash, openedAtMs: time.instantMs, updatedAtMs: time.instantMs, time, basket,
      customer: { ...view, asOfMs: time.instantMs }, priced, pricedHash: hash, bundle: bundleMark,
    };
    return { draft: { kind: 'sale-committed', schema: 1, opId: randomUUID(), payload }, record };
  };
}
