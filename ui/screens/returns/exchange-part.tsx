import { useTranslation } from 'react-i18next';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import type { ReturnDesk } from './return-desk.ts';

export interface ExchangePartProps {
  desk: ReturnDesk;
  refundMinor: number;
  isQuoted: boolean;
  newNumber: () => string;
}

/** Goods that are scanned meanwhile go into the sale, as ever: both can be finished under one receipt. */
export function ExchangePart({ desk, refundMinor, isQuoted, newNumber }: Readonly<ExchangePartProps>) {
  const { t } = useTranslation('returns');
  const { formats } = useWords();
  const { sale, scans } = useTill();
  const phase = useSubject(sale.phase$);
  const unsent = useSubject(scans.unsent$);
  const view = phase.kind === 'open' && phase.view.basket.lines.length > 0 ? phase.view : undefined;
  if (view === undefined) return <p className="returns-note">{t('exchange.hint')}</p>;
  const differenceMinor = view.priced.payableMinor - refundMinor;
  return (
    <section className="returns-exchange" aria-label={t('exchange.title')}>
      <h3>{t('exchange.title')}</h3>
      <p>{t('exchange.sale', { count: view.basket.lines.length, money: formats.money(view.priced.payableMinor) })}</p>
      {isQuoted ? <p><strong>{t(differenceMinor < 0 ? 'exchange.back' : 'exchange.pay', { money: formats.money(Math.abs(differenceMinor)) })}</strong></p> : null}
      <Press isDisabled={!isQuoted || unsent > 0 || view.state === 'in-doubt'} onPress={() => void desk.exchange(newNumber())}>{t('exchange.do')}</Press>
    </section>
  );
}
