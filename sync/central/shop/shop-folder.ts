import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Type from 'typebox';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { Card } from '../../../agent/domain/cards/card.ts';
import { Id, LocalDate, MonthDay, Points, Strict } from '../../../agent/domain/scalars.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { checkBundle } from '../bundles.ts';
import { CentralStartError } from '../central-start-error.ts';
import { ProblemError } from '../problem-error.ts';

export const ShopAccount = Strict({
  accountId: Id,
  tier: Id,
  givenName: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  birthday: Type.Optional(MonthDay),
  favourite: Type.Optional(Strict({ categoryId: Id, until: LocalDate })),
  openingPoints: Points,
  cards: Type.Array(Card),
});
export type ShopAccount = Type.Static<typeof ShopAccount>;

/** `customers.json` of a shop folder. */
export const ShopCustomers = Strict({ accounts: Type.Array(ShopAccount) });

export interface Shop {
  bundleText: string;
  compiled: CompiledBundle;
  accounts: ShopAccount[];
}

const readCustomers = compileValidator(ShopCustomers);

/**
 * Reads and checks `bundle.json` (unsigned) and `customers.json`.
 * @throws CentralStartError `shop-invalid`, naming the file and the place in it
 */
export function readShopFolder(folder: string): Shop {
  const bundleText = readText(join(folder, 'bundle.json'));
  const compiled = compileShopBundle(bundleText);
  const path = join(folder, 'customers.json');
  const customers = readCustomers(parseJson(readText(path), path));
  if (!customers.ok) throw new CentralStartError('shop-invalid', `${path} ${customers.invalid.path}: ${customers.invalid.detail}`);
  const { accounts } = customers.value;
  checkAccounts(path, accounts, new Set(compiled.bundle.tiers.map((tier) => tier.id)));
  return { bundleText, compiled, accounts };
}

function compileShopBundle(text: string): CompiledBundle {
  try {
    return checkBundle(text);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new CentralStartError('shop-invalid', `bundle.json ${error.members['path'] ?? ''}: ${error.message}`, { cause: error });
  }
}

function checkAccounts(path: string, accounts: readonly ShopAccount[], tiers: ReadonlySet<string>): void {
  const accountIds = new Set<string>();
  const numbers = new Set<string>();
  for (const [index, account] of accounts.entries()) {
    const refuse = (detail: string) => new CentralStartError('shop-invalid', `${path} /accounts/${index}: ${detail}`);
    if (accountIds.has(account.accountId)) throw refuse(`the account ${account.accountId} is there twice`);
    accountIds.add(account.accountId);
    if (!tiers.has(account.tier)) throw refuse(`the bundle has no tier ${account.tier}`);
    for (const { number } of account.cards) {
      if (numbers.has(number)) throw refuse(`the card ${number} is there twice`);
      numbers.add(number);
    }
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CentralStartError('shop-invalid', `${path} cannot be read`, { cause });
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CentralStartError('shop-invalid', `${path} is not JSON`, { cause });
  }
}
