import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { unreachable } from '../../domain/unreachable.ts';
import type { LaidLine } from '../../domain/slip/lay-out.ts';
import type { CodePage } from './code-page.ts';
import type { PrinterProfile } from './receipt-resources.ts';

export interface EscPosOptions {
  readonly printer: PrinterProfile;
  readonly codePage: CodePage;
  readonly width: number;
}

/** Whether the printer has the code page under a number that is known. */
export function printsCodePage(printer: PrinterProfile, codePage: CodePage): boolean {
  try {
    encoderOf({ printer, codePage, width: 32 }).line('');
    return true;
  } catch {
    return false;
  }
}

/** The bytes that print the slip and cut it off: lines in the code page, QR codes by the printer's own command. */
export function escPosBytes(lines: readonly LaidLine[], options: EscPosOptions): Uint8Array {
  const encoder = encoderOf(options);
  for (const line of lines) {
    switch (line.kind) {
      case 'text':
        encoder.bold(line.bold).line(line.text);
        break;
      case 'qr':
        encoder.bold(false).align('center').qrcode(line.value, { model: 2, size: moduleDots(line.value), errorlevel: 'm' }).align('left');
        break;
      default:
        return unreachable(line);
    }
  }
  return encoder.bold(false).cut('partial').encode();
}

function encoderOf({ printer, codePage, width }: EscPosOptions): ReceiptPrinterEncoder {
  return new ReceiptPrinterEncoder({ language: 'esc-pos', columns: width, codepageMapping: printer.codepages, feedBeforeCut: printer.feedBeforeCut, errors: 'strict' }).initialize().codepage(codePage);
}

/** Dots of one module: as large as the code's version lets it be on paper of 58 mm, which is 384 dots wide. */
function moduleDots(value: string): number {
  const bytes = Buffer.byteLength(value);
  if (bytes <= 84) return 6;
  return bytes <= 331 ? 4 : 3;
}
