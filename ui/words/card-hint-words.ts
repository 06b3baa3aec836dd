import type { CustomerView } from '../../agent/contract/sale.ts';
import type { Localized } from '../../agent/contract/words/localized.ts';

type CardHint = Pick<Extract<CustomerView, { status: 'refused' }>, 'expectedCheckDigit' | 'chain' | 'choices'>;

/** What the sentences about an unreadable card put into their places. A sentence that has no such place ignores it. */
export function hintValues({ expectedCheckDigit = '', chain, choices = [] }: CardHint, localize: (text: Localized) => string): { digit: string; chain: string; choices: string } {
  return {
    digit: expectedCheckDigit,
    chain: chain === undefined ? '' : localize(chain),
    choices: choices.map(({ cardNumber, scheme, store }) => `${localize(scheme)} ${cardNumber}${store === undefined ? '' : ` (${localize(store.name)})`}`).join('; '),
  };
}
