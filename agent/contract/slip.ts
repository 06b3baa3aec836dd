import Type from 'typebox';
import { Strict } from '../domain/scalars.ts';

/** GET …/slip?lang=&width=&format=&codePage=&printer= . Query fields are texts. */
export const SlipQuery = Strict({
  /** `ru`, if nothing is said */
  lang: Type.Optional(Type.Union([Type.Literal('ru'), Type.Literal('kk'), Type.Literal('en')])),
  /** Columns of the paper; 42, if nothing is said */
  width: Type.Optional(Type.Union([Type.Literal('32'), Type.Literal('42'), Type.Literal('48')])),
  /** `text`, if nothing is said */
  format: Type.Optional(Type.Union([Type.Literal('text'), Type.Literal('escpos')])),
  /** Of `escpos`, and of `text` that shall be printed in one; `rk1048` has the Kazakh letters. `cp866` for `escpos`, if nothing is said, or `rk1048` in Kazakh where the printer has it */
  codePage: Type.Optional(Type.Union([Type.Literal('cp866'), Type.Literal('windows1251'), Type.Literal('rk1048')])),
  /** Of `escpos`: a profile of `resources/receipts/printers.json`; `epson`, if nothing is said */
  printer: Type.Optional(Type.Union([
    Type.Literal('epson'), Type.Literal('epson-legacy'), Type.Literal('hp'), Type.Literal('bixolon'), Type.Literal('xprinter'), Type.Literal('pos-5890'), Type.Literal('sunmi'), Type.Literal('citizen'), Type.Literal('star'),
  ])),
});
export type SlipQuery = Type.Static<typeof SlipQuery>;

/** A line of text, at most as wide as the paper; or what a QR code in the middle holds */
const SlipLineView = Type.Union([Strict({ text: Type.String(), bold: Type.Optional(Type.Literal(true)) }), Strict({ qr: Type.String() })]);

export const SlipView = Strict({
  kind: Type.Union([Type.Literal('sale'), Type.Literal('return'), Type.Literal('balance')]),
  lang: Type.Union([Type.Literal('ru'), Type.Literal('kk'), Type.Literal('en')]),
  width: Type.Integer(),
  lines: Type.Array(SlipLineView),
  /** The lines of text alone, each ended by a line feed */
  text: Type.String(),
  /** Of `escpos`: the bytes for the printer, base64, and the code page that they are in */
  escpos: Type.Optional(Type.String()),
  codePage: SlipQuery.properties.codePage,
});
export type SlipView = Type.Static<typeof SlipView>;
