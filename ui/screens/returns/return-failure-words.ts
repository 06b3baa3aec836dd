import type { TFunction } from 'i18next';
import type returns from '../../../resources/locales/returns.ru.json';
import type { ApiFailure } from '../../client/api-failure.ts';
import { failureWords } from '../../words/notice-words.ts';
import type { Words } from '../../words/use-words.ts';

type Doubt = keyof (typeof returns)['doubt'];

/** A refusal of a return in words that fit this place: what the agent adds to the code is said, where it tells what to do. */
export function returnFailureWords(t: TFunction<'returns'>, { t: shared, formats, localize }: Pick<Words, 't' | 'formats' | 'localize'>, failure: ApiFailure): string {
  const words = () => failureWords(shared, formats, localize, failure);
  if (failure.kind !== 'problem') return words();
  const { code, lineId, doubt, maxRefundMinor, withinMinutes } = failure.problem as typeof failure.problem & Readonly<Record<string, unknown>>;
  if (code === 'return-exceeds-sale' && lineId === undefined) return t('nothingLeft');
  if (code === 'sale-unknown') return t('saleUnknown');
  if (code === 'return-revised') return t('revised');
  if (code === 'return-blind-refused' && typeof maxRefundMinor === 'number') return t('blind.tooMuch', { money: formats.money(maxRefundMinor) });
  if (code === 'cancel-too-late' && typeof withinMinutes === 'number') return t('cancel.tooLate', { hours: Math.floor(withinMinutes / 60) });
  if (code === 'return-needs-link' && typeof doubt === 'string') return t(`doubt.${doubt as Doubt}`, { defaultValue: words() });
  return words();
}
