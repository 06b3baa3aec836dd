/** The scalar schemas that every other schema of the kernel is built from. Schemas are data, so the kernel may import `typebox` (ADR 0002). */
import Type from 'typebox';

/** The largest integer that money, points and quantities may reach; sums of thousands of them stay exact in a double. */
export const maxAmount = 2 ** 51 - 1;

/** Money in minor units (tiyn, kopecks, cents), never negative. */
export const AmountMinor = Type.Integer({ minimum: 0, maximum: maxAmount, description: 'Money in minor units' });
/** Points in the programme's own sub-unit, never negative. */
export const Points = Type.Integer({ minimum: 0, maximum: maxAmount, description: "Points in the programme's sub-unit" });
/** Points that may be negative: a ledger amount, or a balance after a take-back. */
export const SignedPoints = Type.Integer({ minimum: -maxAmount, maximum: maxAmount, description: "Points in the programme's sub-unit, signed" });
/** A share in basis points: 10,000 is the whole. */
export const ShareBasisPoints = Type.Integer({ minimum: 0, maximum: 10_000, description: 'Share of the whole in basis points' });
/** A quantity in thousandths of the good's unit: pieces or kilograms. */
export const QuantityMilli = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Quantity in thousandths' });
/** An instant in milliseconds since 1970-01-01T00:00Z. */
export const InstantMs = Type.Integer({ minimum: 0, maximum: maxAmount, description: 'Milliseconds since the Unix epoch' });
/** An identifier that we or an outside system chose. */
export const Id = Type.String({ minLength: 1, maxLength: 80, pattern: '^[A-Za-z0-9._:@-]+$' });
/** `Id` for the keys of a record, where a schema's pattern alone counts: it says the length as well. */
export const IdKey = Type.String({ pattern: '^[A-Za-z0-9._:@-]{1,80}$' });
/** A calendar date in the store's zone. */
export const LocalDate = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' });
/** A day of the year, for birthdays: month and day, 29 February included. A day that no year has is none. */
export const MonthDay = Type.String({ pattern: '^((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$' });
/** SHA-256 as 64 lower-case hexadecimal digits. */
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A text in the languages of the screens. Russian is the fallback, so it must be there. */
export const Localized = Type.Object(
  { ru: Type.String({ minLength: 1 }), kk: Type.Optional(Type.String({ minLength: 1 })), en: Type.Optional(Type.String({ minLength: 1 })) },
  { additionalProperties: false },
);
export type Localized = Type.Static<typeof Localized>;

/** An object that refuses fields which it does not know: a misspelt field must be an error, never silence. */
export function Strict<Properties extends Type.TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}
