import type { SaleView } from '../../../agent/contract/sale.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { pointsCount, useWords } from '../../words/use-words.ts';
import { savedBy } from './saved-by.ts';

/** What the customer saves, earns and pays. Before the first line it shows zeros, so that nothing jumps with the first scan; no sum before the agent has said whether a sale is open. */
export function Totals({ priced, isKnown }: Readonly<{ priced: SaleView['priced'] | undefined; isKnown: boolean }>) {
  const { t, formats, localize } = useWords();
  const programme = useSubject(useTill().link.link$).status?.programme;
  const savings = priced === undefined ? [] : savedBy(priced);
  const discountMinor = priced?.discountMinor ?? 0;
  const earned = priced?.pointsEarned ?? 0;
  const paidMinor = priced?.pointsPaidMinor ?? 0;
  return (
    <section className="totals" aria-label={t('totals.title')}>
      <dl>
        {savings.map((saving) => (
          <div key={saving.id} className="totals-part"><dt>{'name' in saving ? localize(saving.name) : t('totals.others', { count: saving.count })}</dt><dd>{formats.amount(saving.amountMinor)}</dd></div>
        ))}
        <div className={discountMinor > 0 ? 'totals-saved' : ''}><dt>{t('totals.discount')}</dt><dd>{formats.amount(discountMinor)}</dd></div>
        <div><dt>{t('totals.earn')}</dt><dd>{t('totals.earnPoints', { count: pointsCount(earned, programme?.points.scale ?? 0), points: formats.points(earned) })}</dd></div>
        {paidMinor > 0 ? <div className="totals-saved"><dt>{t('totals.paidWithPoints')}</dt><dd>{formats.amount(paidMinor)}</dd></div> : null}
        <div className="totals-pay"><dt>{t('totals.toPay')}</dt><dd data-testid="payable">{programme === undefined || !isKnown ? '—' : formats.money(priced?.payableMinor ?? 0)}</dd></div>
      </dl>
    </section>
  );
}
