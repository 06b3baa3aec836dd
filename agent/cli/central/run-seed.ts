import { resolve } from 'node:path';
import { agreeOnRootKey } from '../../../sync/central/home/agree-on-root-key.ts';
import { seedShop } from '../../../sync/central/shop/seed-shop.ts';
import { readShopFolder } from '../../../sync/central/shop/shop-folder.ts';
import { demoShopFolder } from '../project.ts';
import { orFailedCheck } from './check-failed.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface SeedOptions extends CentralChoice {
  shop?: string;
  json?: true;
}

/** `till central seed`: the rules and customers of a shop folder, once a database. Throws the central's `CentralStartError`. */
export async function runCentralSeed({ shop: named, json, ...choice }: SeedOptions): Promise<void> {
  const folder = resolve(named ?? demoShopFolder);
  const shop = readShopFolder(folder);
  const { serial } = shop.compiled.bundle;
  const seeded = await withCentralDatabase({ ...choice, makesDatabase: true }, async (db, _library, home) => await orFailedCheck(folder, async () => {
    const isDone = await seedShop(db, await agreeOnRootKey(db, home), shop, Date.now());
    if (isDone) db.announcements?.announce();
    return isDone;
  }));
  const accounts = seeded ? shop.accounts.length : 0;
  if (json === true) process.stdout.write(`${JSON.stringify({ ok: true, seeded, serial, accounts })}\n`);
  else process.stdout.write(seeded ? `✓ ${accounts} accounts and bundle ${serial} of ${folder}\n` : '✓ this database was filled before: nothing was done\n');
}
