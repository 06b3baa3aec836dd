/**
 * The scalar schemas that every other schema of the kernel is built from. Schemas are data, so the kernel may import `typebox` (ADR 0002).
 * The description of a number or of a text with a pattern says what is expected, in words that may follow "must be": people who wrote something else are told it.
 */
import Type from 'typebox';

/** The largest integer that money, points and quantities may reach; sums of thousands of them stay exact in a double. */
export const maxAmount = 2 ** 51 - 1;

/** Money in minor units (tiyn, kopecks, cents), never negative. */
export const AmountMinor = Type.Integer({ minimum: 0, maximum: maxAmount, description: 'money in minor units' });
/** Points in the programme's sub-unit, never negative. */
export const Points = Type.Integer({ minimum: 0, maximum: maxAmount, description: "points in the programme's sub-unit" });
/** Points that may be negative: a ledger amount, or a balance after a take-back. */
export const SignedPoints = Type.Integer({ minimum: -maxAmount, maximum: maxAmount, description: "points in the programme's sub-unit" });
/** A share in basis points: 10,000 is the whole. */
export const ShareBasisPoints = Type.Integer({ minimum: 0, maximum: 10_000, description: 'a share of the whole in basis points' });
/** A quantity in thousandths of the good's unit: pieces or kilograms. */
export const QuantityMilli = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'a quantity in thousandths' });
/** An instant in milliseconds since 1970-01-01T00:00Z. */
export const InstantMs = Type.Integer({ minimum: 0, maximum: maxAmount, description: 'milliseconds since 1970-01-01T00:00Z' });
const idForm = 'an id: 1 to 80 characters of A–Z a–z 0–9 . _ : @ -';
/** An identifier that we or an outside system chose. */
export const Id = Type.String({ minLength: 1, maxLength: 80, pattern: '^[A-Za-z0-9._:@-]+$', description: idForm });
/** `Id` for the keys of a record, where a schema's pattern alone counts: it says the length as well. */
export const IdKey = Type.String({ pattern: '^[A-Za-z0-9._:@-]{1,80}$', description: idForm });
const dayOfCommonYear = '(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])';
const leapYear = '[0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00';
/** A calendar date in the store's zone. A day that its year does not have is none. */
export const LocalDate = Type.String({ pattern: `^([0-9]{4}-(${dayOfCommonYear})|(${leapYear})-02-29)$`, description: 'a date like 2026-11-22' });
/** A day of the year, for birthdays: month and day, 29 February included. A day that no year has is none. */
export const MonthDay = Type.String({ pattern: `^(${dayOfCommonYear}|02-29)$`, description: 'a month and a day of it like 11-22' });
/** SHA-256 as 64 lower-case hexadecimal digits. */
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: '64 hexadecimal digits in small letters' });

/** A text of digits only: a number that is no amount, whose zeros at the beginning count. */
export function Digits(fewest: number, most: number) {
  return Type.String({ pattern: `^[0-9]{${fewest},${most}}$`, description: fewest === most ? `${most} digits` : `${fewest} to ${most} digits` });
}

/** A text in the languages of the screens. Russian is the fallback, so it must be there. */
export const Localized = Type.Object(
  { ru: Type.String({ minLength: 1 }), kk: Type.Optional(Type.String({ minLength: 1 })), en: Type.Optional(Type.String({ minLength: 1 })) },
  { additionalProperties: false },
);
export type Localized = Type.Static<typeof Localized>;

/** An object by keys of one form, that refuses others: without that a key of another form would let its value through unchecked. */
export function Keyed<Value extends Type.TSchema>(key: Type.TString, value: Value) {
  return Type.Record(key, value, { additionalProperties: false, ...('description' in key ? { description: `each name is ${String(key.description)}` } : {}) });
}

/** An object that refuses fields which it does not know: a misspelt field must be an error, never silence. */
export function Strict<Properties extends Type.TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}
