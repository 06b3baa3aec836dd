import { layOut, type LaidLine } from '../../domain/slip/lay-out.ts';
import { printable } from '../../domain/slip/printable.ts';
import { refuse } from '../../usecases/outcome.ts';
import { fitToCodePage, type CodePage } from './code-page.ts';
import { escPosBytes, printsCodePage } from './escpos.ts';
import { printerProfile, slipTemplate, type PrinterProfile } from './receipt-resources.ts';
import type { SlipQuery, SlipView } from '../../contract/slip.ts';
import type { Refusal } from '../../usecases/outcome.ts';
import type { SlipOutcome } from '../../usecases/print-slip.ts';

/** Lays a slip out for the paper that was asked for. */
export function slipView<Code extends string>(outcome: SlipOutcome<Code>, query: SlipQuery): { body: SlipView } | Refusal<Code | 'code-page-unsupported'> {
  if (!outcome.ok) return outcome;
  const { lang = 'ru', format = 'text' } = query;
  const width = Number(query.width ?? '42');
  const printer = printerProfile(query.printer ?? 'epson');
  const codePage = query.codePage ?? (format === 'escpos' ? usualCodePage(printer, lang) : undefined);
  if (format === 'escpos' && codePage !== undefined && !printsCodePage(printer, codePage)) {
    return refuse('code-page-unsupported', `The printer ${printer.name} has no code page ${codePage} under a known number. Ask for another codePage, or leave it out.`);
  }
  const fit = codePage === undefined ? printable : (text: string) => fitToCodePage(text, codePage);
  const lines = layOut(slipTemplate(outcome.bundle, lang, outcome.kind), outcome.data, { language: lang, width, fit });
  return {
    body: {
      kind: outcome.kind,
      lang,
      width,
      lines: lines.map(lineView),
      text: lines.map((line) => (line.kind === 'text' ? `${line.text}\n` : '')).join(''),
      ...(format === 'escpos' && codePage !== undefined ? { escpos: Buffer.from(escPosBytes(lines, { printer, codePage, width })).toString('base64') } : {}),
      ...(codePage === undefined ? {} : { codePage }),
    },
  };
}

function usualCodePage(printer: PrinterProfile, lang: SlipView['lang']): CodePage {
  return lang === 'kk' && printsCodePage(printer, 'rk1048') ? 'rk1048' : 'cp866';
}

function lineView(line: LaidLine): SlipView['lines'][number] {
  return line.kind === 'qr' ? { qr: line.value } : { text: line.text, ...(line.bold ? { bold: true as const } : {}) };
}
