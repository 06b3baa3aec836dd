import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Type from 'typebox';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { Card } from '../../../agent/domain/cards/card.ts';
import { Id, LocalDate, MonthDay, Points, Strict } from '../../../agent/domain/scalars.ts';
import { findRole } from '../../../agent/domain/operators/roles-of.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { sayNotJson } from '../../../agent/domain/validation/json-break.ts';
import { checkBundle } from '../bundles.ts';
import { assertMakesNumbers, NumberRange } from '../cards/number-ranges.ts';
import { StoredMember } from '../staff/staff-members.ts';
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
  staff?: StoredMember[];
  ranges?: ShopRange[];
}

/** `number-ranges.json` of a shop folder, which may lack it: what the centre lends to tills for virtual cards. */
const ShopRanges = Strict({ ranges: Type.Array(Type.Object({ rangeId: Id, ...NumberRange.properties }, { additionalProperties: false })) });
export type ShopRange = Type.Static<typeof ShopRanges>['ranges'][number];

/** `staff.json` of a shop folder, which may lack it: PINs as verifiers, never themselves. */
export const ShopStaff = Strict({ members: Type.Array(StoredMember) });

const readStaffFile = compileValidator(ShopStaff);
const readRangesFile = compileValidator(ShopRanges);
const readCustomers = compileValidator(ShopCustomers);

/**
 * Reads and checks `bundle.json` (unsigned), `customers.json`, and `staff.json` and `number-ranges.json` where there are such.
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
  return { bundleText, compiled, accounts, staff: readStaff(join(folder, 'staff.json'), compiled), ranges: readRanges(join(folder, 'number-ranges.json'), compiled) };
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

function readRanges(path: string, { bundle }: CompiledBundle): ShopRange[] {
  if (!existsSync(path)) return [];
  const read = readRangesFile(parseJson(readText(path), path));
  if (!read.ok) throw new CentralStartError('shop-invalid', `${path} ${read.invalid.path}: ${read.invalid.detail}`);
  const { ranges } = read.value;
  for (const [index, range] of ranges.entries()) {
    const refuse = (detail: string, cause?: unknown) => new CentralStartError('shop-invalid', `${path} /ranges/${index}: ${detail}`, { cause });
    try {
      assertMakesNumbers(bundle.cardSchemes, range);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      throw refuse(error.message, error);
    }
    if (ranges.slice(0, index).some((other) => other.rangeId === range.rangeId || isOverlapping(other, range))) throw refuse('an earlier range has this name, or some of these numbers');
  }
  return ranges;
}

function isOverlapping(one: ShopRange, other: ShopRange): boolean {
  return one.schemeId === other.schemeId && one.storeNumber === other.storeNumber && one.fromSerial <= other.toSerial && one.toSerial >= other.fromSerial;
}

function readStaff(path: string, { bundle }: CompiledBundle): StoredMember[] {
  if (!existsSync(path)) return [];
  const staff = readStaffFile(parseJson(readText(path), path));
  if (!staff.ok) throw new CentralStartError('shop-invalid', `${path} ${staff.invalid.path}: ${staff.invalid.detail}`);
  const { members } = staff.value;
  for (const [index, { role }] of members.entries()) {
    if (findRole(bundle, role) === undefined) throw new CentralStartError('shop-invalid', `${path} /members/${index}/role: the bundle has no role ${role}`);
  }
  return members;
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
  } catch {
    throw new CentralStartError('shop-invalid', `${path} ${sayNotJson(text)}`);
  }
}
