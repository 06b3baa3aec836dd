import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SaleView } from '../../../../agent/contract/sale.ts';
import type { TraceSpeech } from '../../../../agent/contract/words/trace-values.ts';
import { useTill } from '../../../state/till-context.ts';
import { useSubject } from '../../../state/use-subject.ts';
import { useWords } from '../../../words/use-words.ts';

const prefix = 'trace.';

/** How the reasons of this sale are said on the screen: its lines by the names of their goods, or not at all where one line alone is spoken of. */
export function useTraceSpeech(view: SaleView, isOfOneLine = false): TraceSpeech {
  const { formats, localize } = useWords();
  const { t } = useTranslation('trace');
  const goods = useSubject(useTill().goods.goods$);
  const { lines } = view.basket;
  return {
    ...formats,
    // A reason's key is data, which no type knows; one of a newer agent has no words here.
    say: (key, values) => isOfOneLine && key === 'trace.on-lines' ? String(values['reason']) : (t as unknown as TFunction)(key.slice(prefix.length), { ...values, defaultValue: '…' }),
    localize,
    line(lineId) {
      const sku = lines.find((line) => line.lineId === lineId)?.sku;
      const good = sku === undefined ? undefined : goods.get(sku);
      return good === undefined ? sku ?? lineId : localize(good.name);
    },
  };
}
