import type { SaleView } from '../../../../agent/contract/sale.ts';
import { traceWords } from '../../../../agent/contract/words/trace-sentences.ts';
import { Icon } from '../../../components/icon.tsx';
import { useWords } from '../../../words/use-words.ts';
import { hintsOf } from './hints.ts';
import { useTraceSpeech } from './use-trace-speech.ts';

/** "One more pack, and the third is free": what the cashier may offer. */
export function HintList({ sale }: Readonly<{ sale: SaleView }>) {
  const { t } = useWords();
  const speech = useTraceSpeech(sale);
  const { trace } = sale.priced;
  const hints = trace === undefined ? [] : hintsOf(traceWords(trace, speech), speech);
  if (hints.length === 0) return null;
  return (
    <ul className="messages" aria-label={t('basket.hint')}>
      {hints.map((hint) => (
        <li key={hint.promotionId} className="message message-hint"><Icon name="info" size={20} /><span><strong>{hint.name}</strong>: {hint.more}</span></li>
      ))}
    </ul>
  );
}
