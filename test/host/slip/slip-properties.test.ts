import CodepageEncoder from '@point-of-sale/codepage-encoder';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTemplateProblem } from '../../../agent/domain/slip/check-slips.ts';
import { layOut } from '../../../agent/domain/slip/lay-out.ts';
import { printable } from '../../../agent/domain/slip/printable.ts';
import { SlipTemplates } from '../../../agent/domain/slip/slip-template.ts';
import { slipKinds, type SlipData } from '../../../agent/domain/slip/slip-vocabulary.ts';
import { codePages, fitToCodePage, type CodePage } from '../../../agent/host/slip/code-page.ts';
import { escPosBytes, printsCodePage } from '../../../agent/host/slip/escpos.ts';
import { printerProfile, slipTemplate } from '../../../agent/host/slip/receipt-resources.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { bundle, richData, richLines } from './rich-slips.ts';

const languages = ['ru', 'kk', 'en'] as const;
const widths = [32, 42, 48];
const words = (text: string): string => text.replaceAll(/[\s\u00a0]+/g, '');

test.each(languages)('the till’s own templates in %s are what a bundle may bring', (language) => {
  const templates = Object.fromEntries(slipKinds.map((kind) => [kind, slipTemplate({}, language, kind)]));
  expect(compileValidator(SlipTemplates)(templates).ok).toBe(true);
  for (const kind of slipKinds) expect(findTemplateProblem(slipTemplate({}, language, kind), kind, language)).toBeUndefined();
});

test('whatever a customer is called and a message says, no line is wider than the paper, nothing is lost and no control gets to the printer', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 120 });
  fc.assert(fc.property(text, text, fc.constantFrom(...languages), fc.constantFrom(...widths), fc.constantFrom(undefined, ...codePages), (name, message, language, width, page) => {
    const fit = page === undefined ? printable : (each: string) => fitToCodePage(each, page);
    const rich = richData('sale', language);
    const data: SlipData = { values: { ...rich.values, customer: { text: name } }, lists: { ...rich.lists, messages: [{ text: { text: message } }] } };
    const lines = layOut(slipTemplate(bundle, language, 'sale'), data, { language, width, fit }).flatMap((line) => (line.kind === 'text' ? [line.text] : []));
    expect(lines.filter((line) => Array.from(line).length > width)).toEqual([]);
    const printed = words(lines.join(' '));
    expect(printed).toContain(words(fit(message)));
    expect(printed).toContain(words(fit(name)));
    expect(/\p{Cc}/u.test(lines.join(''))).toBe(false);
  }));
});

test.each(languages)('in %s all that a rich sale has is on the slip, whatever the width', (language) => {
  const data = richData('sale', language);
  const facts = [...Object.values(data.values), ...Object.values(data.lists).flatMap((rows) => rows.flatMap((row) => Object.values(row)))].map(({ text }) => words(text));
  for (const width of widths) {
    const printed = words(richLines('sale', language, width).map((line) => (line.kind === 'qr' ? line.value : line.text)).join(''));
    expect(facts.filter((fact) => !printed.includes(fact))).toEqual([]);
  }
});

/** Takes the printer's commands out, and reads what is left by the code page. */
function readBack(bytes: Uint8Array, page: CodePage): string[] {
  const characters = CodepageEncoder.getCodepoints(page, true);
  const lines: string[] = [''];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x1b) at += bytes[at + 1] === 0x40 ? 1 : 2;
    else if (byte === 0x1c) at += 1;
    else if (byte === 0x1d && bytes[at + 1] === 0x28) at += 4 + (bytes[at + 3] ?? 0) + 256 * (bytes[at + 4] ?? 0);
    else if (byte === 0x1d) at += 2;
    else if (byte === 0x0a) lines.push('');
    else if (byte !== 0x0d) lines[lines.length - 1] += byte < 0x80 ? String.fromCodePoint(byte) : String.fromCodePoint(characters[byte] ?? 0);
  }
  return lines;
}

describe('the bytes for the printer', () => {
  test.each(languages.flatMap((language) => codePages.flatMap((page) => widths.map((width) => ({ language, page, width })))))('in $language, $page, $width columns say the lines, read back by the code page', ({ language, page, width }) => {
    const lines = richLines('sale', language, width, (text) => fitToCodePage(text, page));
    const bytes = escPosBytes(lines, { printer: printerProfile('epson'), codePage: page, width });
    const texts = lines.flatMap((line) => (line.kind === 'text' && line.text !== '' ? [line.text.trimEnd()] : []));
    expect(readBack(bytes, page).map((line) => line.trimEnd()).filter((line) => line !== '')).toEqual(texts);
  });

  test('hold each QR code whole, in the printer’s own command, and end with a cut', () => {
    const bytes = Buffer.from(escPosBytes([{ kind: 'qr', value: 'R1.abc' }], { printer: printerProfile('epson'), codePage: 'cp866', width: 42 }));
    expect(bytes.includes(Buffer.concat([Buffer.from([0x1d, 0x28, 0x6b, 9, 0, 0x31, 0x50, 0x30]), Buffer.from('R1.abc')]))).toBe(true);
    const cut = bytes.lastIndexOf(Buffer.from([0x1d, 0x56, 0x01]));
    expect([...bytes.subarray(cut + 3)].filter((byte) => byte !== 0x0a && byte !== 0x0d)).toEqual([]);
    expect(cut).toBeGreaterThan(0);
  });

  test('Kazakh letters are themselves in KZ-1048, and the letters that people write in their stead elsewhere', () => {
    const letters = 'ӘҒҚҢӨҰҮҺІ әғқңөұүһі';
    expect(fitToCodePage(letters, 'rk1048')).toBe(letters);
    expect(fitToCodePage(letters, 'cp866')).toBe('АГКНОУУХI агкноуухi');
    expect(fitToCodePage('«Köktem» — 5 ₸ №1', 'cp866')).toBe('"Koktem" - 5 тг №1');
    expect(fitToCodePage('漢\u001b字', 'windows1251')).toBe('??');
  });

  test('a code page whose number the printer does not tell is known as such', () => {
    expect(printsCodePage(printerProfile('star'), 'rk1048')).toBe(false);
    expect(printsCodePage(printerProfile('epson'), 'rk1048')).toBe(true);
  });
});
