import { join } from 'node:path';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { compileTestBundle } from '../../central/kit/test-sale.ts';
import { testBundle, writeShopFolder } from '../../central/kit/test-shop.ts';

/** A shop of the central's test kit with as many customers as wanted, each with points to spend. */
export interface LoadShop {
  folder: string;
  compiled: CompiledBundle;
  accounts: readonly ShopAccount[];
}

const openingPoints = 600;

/** @param accounts how many; few make tills meet at the same ones */
export function makeLoadShop(folder: string, accounts: number): LoadShop {
  const bundle: Bundle = testBundle();
  const customers: ShopAccount[] = Array.from({ length: accounts }, (_, index) => ({
    accountId: `account-${index}`, tier: index % 3 === 0 ? 'gold' : 'base', openingPoints, cards: [{ number: String(4_000_000_000_000 + index), state: 'active' }],
  }));
  return { folder: writeShopFolder(join(folder, 'shop'), bundle, customers), compiled: compileTestBundle(bundle), accounts: customers };
}
