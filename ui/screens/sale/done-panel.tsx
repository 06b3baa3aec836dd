import type { SaleView } from '../../../agent/contract/sale.ts';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { pointsCount, useWords } from '../../words/use-words.ts';

/** The finished sale, in short, until the next scan. */
export function DonePanel({ view, onNext, onSlip }: Readonly<{ view: SaleView; onNext: () => void; onSlip: () => void }>) {
  const { t, formats } = useWords();
  const till = useTill();
  const balance = useSubject(till.newBalance$);
  const receipt = useSubject(till.sale.receipt$);
  const scale = useSubject(till.link.link$).status?.programme?.points.scale ?? 0;
  const say = (key: 'done.earned' | 'done.spent' | 'done.balance', points: number) => <p>{t(key, { count: pointsCount(points, scale), points: formats.points(points) })}</p>;
  const { pointsEarned, pointsSpent, accruals = [], couponsIssued = [] } = view.priced;
  const later = accruals.filter(({ availableOn }) => availableOn !== undefined);
  const coupons = couponsIssued.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="done" role="status">
      <span className="done-mark"><Icon name="check" size={64} /></span>
      <h2>{t('done.title')}</h2>
      {receipt?.saleId === view.saleId ? <p className="done-receipt">{t('done.receipt', { number: receipt.number })}</p> : null}
      <div className="done-points">
        {pointsSpent > 0 ? say('done.spent', pointsSpent) : null}
        {pointsEarned > 0 ? say('done.earned', pointsEarned) : null}
        {later.map(({ promotionId, points, availableOn }) => <p key={promotionId} className="done-later">{t('done.later', { points: formats.points(points), day: formats.day(availableOn ?? '') })}</p>)}
        {coupons === 0 ? null : <p>{t('done.coupons', { count: coupons })}</p>}
        {balance === undefined ? null : say('done.balance', balance)}
      </div>
      <p className="done-next">{t('done.next')}</p>
      <div className="done-actions">
        <Press onPress={onSlip}>{t('done.slip')}</Press>
        <Press kind="main" hotkey="F12" onPress={onNext}>{t('actions.newSale')}</Press>
      </div>
    </div>
  );
}
