import Type from 'typebox';
import { Strict } from '../scalars.ts';

/**
 * A text with places: `{{earned}}` is a value, `{{earned#point|points}}` the word that goes with its number (Russian has three forms, English two, Kazakh one).
 * A line whose places are not all filled is not printed.
 */
const PlacedText = Type.String({ minLength: 1, maxLength: 500 });
/** A value or list: the line is printed only with it, or only without it */
const conditions = { if: Type.Optional(Type.String()), unless: Type.Optional(Type.String()) };

const TextLine = Strict({ kind: Type.Literal('text'), text: PlacedText, align: Type.Optional(Type.Union([Type.Literal('left'), Type.Literal('center'), Type.Literal('right')])), bold: Type.Optional(Type.Literal(true)), ...conditions });
/** What is left, and an amount at the right edge */
const PairLine = Strict({ kind: Type.Literal('pair'), left: PlacedText, right: PlacedText, bold: Type.Optional(Type.Literal(true)), ...conditions });
/** A line across the paper, or an empty one. Of several in a row, and of those at either end, only what separates something is printed */
const Separator = Strict({ kind: Type.Union([Type.Literal('rule'), Type.Literal('blank')]), ...conditions });
/** These lines for each row of a list; they may name what a row has, and the slip's values */
const EachLine = Strict({ kind: Type.Literal('each'), of: Type.String(), lines: Type.Array(Type.Union([TextLine, PairLine]), { minItems: 1, maxItems: 10 }) });
/** A QR code of a value */
const QrLine = Strict({ kind: Type.Literal('qr'), value: Type.String(), ...conditions });

export const SlipLine = Type.Union([TextLine, PairLine, Separator, EachLine, QrLine]);
export type SlipLine = Type.Static<typeof SlipLine>;
export type RowLine = Type.Static<typeof TextLine> | Type.Static<typeof PairLine>;

export const SlipTemplate = Type.Array(SlipLine, { minItems: 1, maxItems: 100 });
export type SlipTemplate = Type.Static<typeof SlipTemplate>;

/** One language's templates. What a bundle leaves out is printed as the till comes. */
export const SlipTemplates = Strict({ sale: SlipTemplate, return: SlipTemplate, balance: SlipTemplate });
export type SlipTemplates = Type.Static<typeof SlipTemplates>;

const OwnTemplates = Type.Optional(Type.Partial(SlipTemplates, { additionalProperties: false }));

/** What a chain wants on its slips. */
export const SlipRules = Strict({
  /** Address of the chain's application, printed as text and QR code */
  applicationUrl: Type.Optional(Type.String({ pattern: '^https?://[!-~]{3,200}$', description: 'an address like https://example.kz' })),
  /** Points that are lost within so many days are named; 30, if nothing is said */
  expiringWithinDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
  /** In place of the till's own, by language */
  templates: Type.Optional(Strict({ ru: OwnTemplates, kk: OwnTemplates, en: OwnTemplates })),
});
export type SlipRules = Type.Static<typeof SlipRules>;
