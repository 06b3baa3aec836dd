import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LaidLine } from '../../../agent/domain/slip/lay-out.ts';
import { fitToCodePage } from '../../../agent/host/slip/code-page.ts';
import { escPosBytes } from '../../../agent/host/slip/escpos.ts';
import { printerProfile } from '../../../agent/host/slip/receipt-resources.ts';
import { richLines } from './rich-slips.ts';

/** As the paper looks: its right edge, what is bold, and where QR codes stand. */
function paper(lines: readonly LaidLine[], width: number): string {
  return lines.map((line) => (line.kind === 'qr' ? `[QR ${line.value}]\n` : `${line.text.padEnd(width)}|${line.bold ? ' bold' : ''}\n`)).join('');
}

describe.each(['sale', 'return', 'blind-return', 'balance'] as const)('the slip of a rich %s', (kind) => {
  describe.each(['ru', 'kk', 'en'] as const)('in %s', (language) => {
    test.each([32, 42, 48])('is on paper of %i columns as the golden file shows', async (width) => {
      await expect(paper(richLines(kind, language, width), width)).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${kind}-${language}-${width}.txt`));
    });
  });
});

describe.each(['sale', 'return', 'blind-return', 'balance'] as const)('the slip of a rich %s as bytes for the printer', (kind) => {
  test.each(['ru', 'kk', 'en'] as const)('in %s, in the code page of an Epson, 42 columns', async (language) => {
    const printer = printerProfile('epson');
    const codePage = language === 'kk' ? 'rk1048' : 'cp866';
    const lines = richLines(kind, language, 42, (text) => fitToCodePage(text, codePage));
    const hex = Buffer.from(escPosBytes(lines, { printer, codePage, width: 42 })).toString('hex').replaceAll(/.{64}/g, '$&\n');
    await expect(`${hex}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${kind}-${language}-42.escpos.hex`));
  });
});
