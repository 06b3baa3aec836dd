import { useTranslation } from 'react-i18next';
import type manager from '../../../resources/locales/manager.ru.json';
import type { OutageView } from '../../../agent/contract/desk.ts';
import { messageWords } from '../../words/message-words.ts';
import { useWords } from '../../words/use-words.ts';
import { useDesk } from './use-desk.ts';

type Variance = keyof (typeof manager)['variance'];

/** One outage, or one drill: how long, what was done meanwhile, what is not certain yet, and what the centre found. */
export function OutagePanel({ outage }: Readonly<{ outage: OutageView }>) {
  const { t } = useTranslation('manager');
  const { t: shared, formats } = useWords();
  const { time } = useDesk();
  const { fromMs, toMs, drainMs, variances, sales, returns } = outage;
  const minutes = toMs === undefined ? undefined : Math.max(1, Math.round((toMs - fromMs) / 60_000));
  return (
    <article className="panel outage">
      <h3>{outage.words.map((each) => messageWords(shared, formats, each)).join(': ')}</h3>
      <p className="manager-note">{toMs === undefined ? t('outage.since', { time: time(fromMs) }) : t('outage.span', { from: time(fromMs), to: time(toMs), count: minutes ?? 0 })}</p>
      <dl className="manager-facts">
        <div><dt>{t('outage.sales')}</dt><dd>{t('outage.counted', { count: sales.count, money: formats.money(sales.payableMinor) })}</dd></div>
        <div><dt>{t('outage.returns')}</dt><dd>{t('outage.counted', { count: returns.count, money: formats.money(returns.refundMinor) })}</dd></div>
        <div><dt>{t('outage.earned')}</dt><dd>{formats.points(outage.pointsEarned)}</dd></div>
        <div><dt>{t('outage.pending')}</dt><dd>{formats.points(outage.pointsUnconfirmed)}</dd></div>
        <div><dt>{t('outage.safe')}</dt><dd>{formats.points(outage.spent.allowancePoints)}</dd></div>
        <div><dt>{t('outage.risk')}</dt><dd className={outage.moneyAtRiskMinor > 0 ? 'manager-risk' : ''}>{formats.money(outage.moneyAtRiskMinor)}</dd></div>
        <div><dt>{t('outage.parked')}</dt><dd>{outage.parked}</dd></div>
        <div><dt>{t('outage.drain')}</dt><dd>{drainMs === undefined ? t('outage.notSent') : t('outage.seconds', { seconds: formats.quantity(Math.round(drainMs / 100) * 100) })}</dd></div>
      </dl>
      <p className="manager-note">
        {variances === undefined ? t('outage.noVariances') : variances.length === 0 ? t('outage.asExpected') : variances.map(({ kind, count, points }) => t('outage.variance', { kind: t(`variance.${kind as Variance}`, { defaultValue: kind }), count, points: formats.points(points) })).join(' ')}
      </p>
    </article>
  );
}
