import { useTranslation } from 'react-i18next';
import type { ReconciliationView } from '../../../agent/contract/desk.ts';
import { useWords } from '../../words/use-words.ts';

type Figures = ReconciliationView['till'];

/** The till's figures beside the centre's. A row that differs is marked, and where the centre was not asked its column says so. */
export function ShiftTable({ till, centre }: Readonly<{ till: Figures; centre: Figures | undefined }>) {
  const { t } = useTranslation('manager');
  const { formats } = useWords();
  const names = [...new Set([...till.buckets, ...(centre?.buckets ?? [])].map(({ bucket }) => bucket))];
  const pointsOf = (figures: Figures, bucket: Figures['buckets'][number]['bucket']) => formats.points(figures.buckets.find((each) => each.bucket === bucket)?.points ?? 0);
  const rows: [string, (figures: Figures) => string][] = [
    [t('shift.operations'), ({ operations }) => String(operations)],
    [t('outage.sales'), ({ sales }) => t('outage.counted', { count: sales.count, money: formats.money(sales.payableMinor) })],
    [t('outage.returns'), ({ returns }) => t('outage.counted', { count: returns.count, money: formats.money(returns.refundMinor) })],
    ...names.map((bucket): [string, (figures: Figures) => string] => [t('shift.points', { bucket: t(`bucket.${bucket}`) }), (figures) => pointsOf(figures, bucket)]),
  ];
  return (
    <table className="table shift-table">
      <thead><tr><th scope="col"><span className="unseen">{t('shift.figure')}</span></th><th scope="col" className="number">{t('shift.till')}</th><th scope="col" className="number">{t('shift.centre')}</th></tr></thead>
      <tbody>
        {rows.map(([name, of]) => (
          <tr key={name} className={centre !== undefined && of(till) !== of(centre) ? 'shift-differs' : ''}>
            <th scope="row">{name}</th><td className="number">{of(till)}</td><td className="number">{centre === undefined ? t('shift.later') : of(centre)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
