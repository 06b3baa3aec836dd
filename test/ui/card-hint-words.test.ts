import { expect, it } from 'vitest';
import { hintValues } from '../../ui/words/card-hint-words.ts';
import { createWords } from '../../ui/words/i18n.ts';
import { localize } from '../../agent/contract/words/localized.ts';

const hints = {
  'card-wrong-check-digit': { expectedCheckDigit: '7' },
  'card-of-other-chain': { chain: { ru: 'Дала', en: 'Dala' } },
  'card-ambiguous': { choices: [{ cardNumber: '2900770200014', scheme: { ru: 'Карта', en: 'Card' }, store: { id: 's', name: { ru: 'Центр', en: 'Centre' } } }, { cardNumber: '777020001', scheme: { ru: 'Вторая', en: 'Second' } }] },
};

it.each([
  ['card-wrong-check-digit', ['7']], ['card-of-other-chain', ['Dala']], ['card-ambiguous', ['Card 2900770200014 (Centre); Second 777020001']],
] as const)('of %s tell the cashier what would put it right', async (reason, told) => {
  const { t } = await createWords('en');
  const values = hintValues(hints[reason], (text) => localize(text, 'en'));
  const sentences = [t(`notice.unknown.${reason}`, { code: '1', ...values }), `${t(`customer.refused.${reason}.title`, values)} ${t(`customer.refused.${reason}.text`, values)}`];
  for (const sentence of sentences) for (const part of told) expect(sentence).toContain(part);
  expect(sentences.join()).not.toContain('{{');
});
