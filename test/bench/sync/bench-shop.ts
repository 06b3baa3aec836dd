import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoShopFolder } from '../../../agent/cli/project.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';

/** The demo shop's programme with as many customers as wanted. */
export interface BenchShop {
  /** bundle.json and customers.json */
  folder: string;
  compiled: CompiledBundle;
  /** As the centre tells them at the start */
  accounts: readonly Account[];
}

const openingPoints = 5_000;

export function makeBenchShop(folder: string, accounts: number): BenchShop {
  const text = readFileSync(join(demoShopFolder, 'bundle.json'), 'utf8');
  const loaded = loadBundle(text, createHash('sha256').update(text).digest('hex'));
  if (!loaded.ok) throw new Error(`the demo bundle does not load: ${loaded.invalid.detail}`);
  const { tiers } = loaded.compiled.bundle;
  const customers = Array.from({ length: accounts }, (_, index) => ({
    accountId: `bench-${index}`, tier: tiers[index % 7 === 0 ? tiers.length - 1 : 0]?.id ?? '', openingPoints, cards: [{ number: String(4_000_000_000_000 + index), state: 'active' as const }],
  }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bundle.json'), text);
  writeFileSync(join(folder, 'customers.json'), JSON.stringify({ accounts: customers }));
  return {
    folder, compiled: loaded.compiled,
    accounts: customers.map(({ openingPoints: availablePoints, ...customer }) => ({ ...customer, availablePoints, holds: [], purchases: 0 })),
  };
}
