import { useTranslation } from 'react-i18next';
import type { OutageReport } from '../../../agent/contract/desk.ts';
import { chartOf } from './chart-of.ts';
import { useDesk } from './use-desk.ts';

const width = 960;
const height = 120;

/** Contact and queue over time at a look: shaded while there was no contact, the line is how many operations waited. */
export function OutageChart({ report }: Readonly<{ report: OutageReport }>) {
  const { t } = useTranslation('manager');
  const { time } = useDesk();
  const { fromMs, toMs, bands, line, most } = chartOf(report, width, height);
  return (
    <figure className="outage-chart">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={t('outage.chart', { count: report.outages.length, most })}>
        {bands.map(({ x, width: wide, isDrill }) => <rect key={x} x={x} y={0} width={wide} height={height} className={isDrill ? 'band-drill' : 'band-outage'} />)}
        <polyline points={line} className="queue-line" />
      </svg>
      <figcaption><span>{time(fromMs)}</span><span>{t('outage.legend', { most })}</span><span>{time(toMs)}</span></figcaption>
    </figure>
  );
}
