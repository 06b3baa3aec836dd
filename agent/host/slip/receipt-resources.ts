/** The till's own templates and what it knows of printers: data of `resources/receipts`. */
import en from '../../../resources/receipts/en.json' with { type: 'json' };
import fallback from '../../../resources/receipts/fallback.json' with { type: 'json' };
import kk from '../../../resources/receipts/kk.json' with { type: 'json' };
import printers from '../../../resources/receipts/printers.json' with { type: 'json' };
import ru from '../../../resources/receipts/ru.json' with { type: 'json' };
import type { ReceiptPrinterEncoderOptions } from '@point-of-sale/receipt-printer-encoder';
import type { Bundle } from '../../domain/bundle/bundle.ts';
import type { SlipLanguage } from '../../domain/slip/plural.ts';
import type { SlipTemplate, SlipTemplates } from '../../domain/slip/slip-template.ts';
import type { SlipKind } from '../../domain/slip/slip-vocabulary.ts';
import type { SlipWording } from '../../usecases/print-slip.ts';

interface LanguageOfSlips extends SlipTemplates {
  /** Words for currencies: code pages have few of their signs */
  readonly currencies: Readonly<Record<string, string>>;
}

// A test checks these files by the schema of a bundle's own templates.
const own = { ru, kk, en } as unknown as Readonly<Record<SlipLanguage, LanguageOfSlips>>;

export function slipWording(language: SlipLanguage): SlipWording {
  return { language, currencyWords: own[language].currencies };
}

/** The chain's template, else the till's own. */
export function slipTemplate({ slips }: Pick<Bundle, 'slips'>, language: SlipLanguage, kind: SlipKind): SlipTemplate {
  return slips?.templates?.[language]?.[kind] ?? own[language][kind];
}

export interface PrinterProfile {
  readonly name: string;
  /** Whose numbers its code pages have */
  readonly codepages: NonNullable<ReceiptPrinterEncoderOptions['codepageMapping']>;
  readonly feedBeforeCut: number;
}
export type PrinterId = keyof typeof printers;

const profiles = printers as Readonly<Record<PrinterId, PrinterProfile>>;

export function printerProfile(id: PrinterId): PrinterProfile {
  return profiles[id];
}

/** What stands in for a character that a code page does not have. */
export const characterFallback: ReadonlyMap<string, string> = new Map(Object.entries(fallback));
