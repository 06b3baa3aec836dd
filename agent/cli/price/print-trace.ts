import { createInstance } from 'i18next';
import en from '../../../resources/locales/trace.en.json' with { type: 'json' };
import kk from '../../../resources/locales/trace.kk.json' with { type: 'json' };
import ru from '../../../resources/locales/trace.ru.json' with { type: 'json' };
import { createFormats } from '../../contract/words/formats.ts';
import type { Language } from '../../contract/words/languages.ts';
import { localize } from '../../contract/words/localized.ts';
import { traceSentences, type TraceSpeech } from '../../contract/words/trace-sentences.ts';
import type { Bundle } from '../../domain/bundle/bundle.ts';
import type { PricedSale } from '../../domain/pricing/priced-sale.ts';

/** Why the sale costs what it costs, in sentences; none where it was not asked. */
export function traceInWords({ trace, lines }: PricedSale, { currency, points, goods }: Bundle, language: Language): string[] {
  if (trace === undefined) return [];
  return traceSentences(trace, {
    ...createFormats(language, { currency, pointsScale: points.scale }),
    say: sayIn(language),
    localize: (text) => localize(text, language),
    line: (lineId) => {
      const sku = lines.find((line) => line.lineId === lineId)?.sku ?? '';
      const good = Object.hasOwn(goods, sku) ? goods[sku] : undefined;
      return good === undefined ? lineId : `${lineId} ${localize(good.name, language)}`;
    },
  });
}

function sayIn(language: Language): TraceSpeech['say'] {
  const words = createInstance();
  void words.init({
    lng: language, fallbackLng: 'ru', initAsync: false,
    resources: { ru: { translation: { trace: ru } }, kk: { translation: { trace: kk } }, en: { translation: { trace: en } } },
    interpolation: { escapeValue: false },
  });
  // The page's keys are typed; a reason's key is data.
  return words.t as unknown as ReturnType<typeof sayIn>;
}
